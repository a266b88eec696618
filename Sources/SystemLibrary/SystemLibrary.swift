// The C library and the essential part of Foundation, under one name on every system. The whole of Foundation would make
// the program four times as large and a third slower to start: it brings the data of all languages along.
#if canImport(FoundationEssentials)
  @_exported import FoundationEssentials
  @_exported import Glibc
#else
  @_exported import Foundation
#endif

/// A file of data as its bytes: a table, a grid.
public struct DataFile: Sendable {
  /// Its name, for messages.
  public let name: String
  /// All that is in it.
  public let bytes: [UInt8]

  /// The largest file, in bytes.
  public static let largest = 16_000_000

  /// A file by its name and all its bytes.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// Whether its name says that it is an array of numpy's.
  public var isNumpyArray: Bool {
    [".npy", ".npz"].contains { name.lowercased().hasSuffix($0) }
  }

  /// The file as text.
  ///
  /// - Throws: a `DocumentError` for what is no UTF-8 text, or binary.
  public func text() throws(DocumentError) -> String {
    guard !bytes.contains(0) else { throw error("is binary, not text") }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw error("not UTF-8 text")
    }
    return text
  }

  /// What tells its bytes from all others: their SHA-256 in hexadecimal digits.
  public var sha256: String { Digest.text(of: bytes) }

  /// An error in this file.
  func error(_ message: String) -> DocumentError {
    DocumentError(file: name, line: nil, message: message)
  }
}

/// The files of data that a text may name.
public struct DataFiles: Sendable {
  /// Reads a file by the name that a text gives it.
  ///
  /// - Throws: a `DocumentError` where there is none, or where the text may not name it.
  public let read: @Sendable (_ name: String) throws(DocumentError) -> DataFile

  /// Files that something reads.
  public init(_ read: @escaping @Sendable (_ name: String) throws(DocumentError) -> DataFile) {
    self.read = read
  }

  /// The files that one of these files names: they stand in its folder.
  public func below(folderOf name: String) -> DataFiles {
    guard let slash = name.lastIndex(of: "/") else { return self }
    let folder = String(name[...slash])
    return DataFiles { other throws(DocumentError) in try read(folder + other) }
  }
}

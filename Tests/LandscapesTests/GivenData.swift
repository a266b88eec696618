import Documents

extension DataFiles {
  /// One text, whatever name is asked for.
  static func just(_ text: String) -> DataFiles { just(Array(text.utf8)) }

  /// Some bytes, whatever name is asked for.
  static func just(_ bytes: [UInt8]) -> DataFiles {
    DataFiles { name throws(DocumentError) in DataFile(name: name, bytes: bytes) }
  }
}

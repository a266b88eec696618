import Documents

/// Where the numbers of a surface come from, and how a record names them.
public struct DataOrigin: Sendable, Equatable {
  /// The file that they were read from, as the surface names it.
  public var file: String
  /// The file of the surface itself, which a command can name; empty where there is none.
  public var surfaceFile: String
  /// The SHA-256 of the file, by which a record knows it again; nil where a record writes the numbers out.
  public var sha256: String?

  /// The most numbers that a record writes out; a file with more it names.
  public static let mostWrittenOut = 20_000

  /// Numbers from a file.
  public init(file: String, surfaceFile: String = "", sha256: String? = nil) {
    self.file = file
    self.surfaceFile = surfaceFile
    self.sha256 = sha256
  }

  /// Whether both name a file alike.
  public static func == (a: DataOrigin, b: DataOrigin) -> Bool {
    a.file == b.file && a.sha256 == b.sha256
  }

  /// The file from where the program was started, where the surface stands in another folder.
  private var path: String {
    let folder = surfaceFile.lastIndex(of: "/").map { surfaceFile[...$0] } ?? ""
    return folder + file
  }

  /// The lines of a surface that name the file.
  ///
  /// - Parameter key: what the surface calls it.
  package func toml(_ key: String) -> [String] {
    guard let sha256 else { return ["\(key) = \(quoted(file))"] }
    return ["\(key) = \(quoted(path))", "sha256 = \(quoted(sha256))"]
  }

  /// Reads the file that a surface names; nil where it names none under this key.
  ///
  /// - Parameter isRecord: whether the surface stands in a record, which may name a file in any folder, but only one that
  ///   it knows by its SHA-256.
  package static func data(
    _ section: Section, _ key: String, from files: DataFiles?, isRecord: Bool
  ) throws(DocumentError) -> DataFile? {
    guard let name = try section.text(key) else { return nil }
    let known = try section.text("sha256")
    guard let files, known != nil || !isRecord else {
      throw section.error(
        isRecord
          ? "a record holds its numbers, or the sha256 of their file"
          : "a \(key) beside a file can be read only with that file", at: key)
    }
    let data = try files.read(name)
    if let known, known.lowercased() != data.sha256 {
      throw section.error(
        "\(printable(name)) is another file than the one that is named here: its SHA-256 is "
          + "\(data.sha256)", at: "sha256")
    }
    return data
  }
}

import Documents
import SystemLibrary

/// Finds the files of data that a surface or a record names.
enum DataFolder {
  /// The files that a surface or a lecture names: they stand in its folder.
  static func beside(_ path: String) -> DataFiles {
    let folder = folder(of: path)
    return DataFiles { name throws(DocumentError) in
      guard !name.isEmpty, !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
        throw DocumentError(
          file: path, line: nil,
          message: "'\(printable(name))': it can only name files of its own folder")
      }
      return try read(folder + name, called: name, by: path)
    }
  }

  /// The files of a record, which were named from the folder in which it was made: there, where the program runs, or
  /// beside the record, whatever comes first.
  static func ofRecord(_ path: String) -> DataFiles {
    let folder = folder(of: path)
    return DataFiles { name throws(DocumentError) in
      let last = name.split(separator: "/").last.map(String.init) ?? ""
      let places =
        name.hasPrefix("/") ? [name, folder + last] : [folder + name, name, folder + last]
      guard let place = places.first(where: isFile) else {
        throw DocumentError(
          file: path, line: nil,
          message: "its data, '\(printable(name))', are not here: put the file beside it")
      }
      return try read(place, called: name, by: path)
    }
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// Whether a file of data is there; a pipe would wait for ever.
  private static func isFile(_ path: String) -> Bool {
    var about = stat()
    return stat(path, &about) == 0 && about.st_mode & S_IFMT == S_IFREG
  }

  /// A file of data that is given itself.
  static func file(at path: String) throws -> DataFile {
    var file = try InputFile(path)
    return DataFile(name: path, bytes: try file.bytes(limit: DataFile.largest))
  }

  private static func read(_ place: String, called name: String, by path: String)
    throws(DocumentError) -> DataFile
  {
    do {
      return DataFile(name: name, bytes: try file(at: place).bytes)
    } catch let failure as Failure {
      throw DocumentError(file: path, line: nil, message: failure.description)
    } catch {
      throw DocumentError(file: path, line: nil, message: "\(error)")
    }
  }
}

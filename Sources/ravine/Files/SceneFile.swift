import Documents
import Interface
import SystemLibrary

/// A lecture that the present race is written behind, as one more scene.
enum SceneFile {
  /// Writes a scene behind a lecture, or begins one.
  ///
  /// - Returns: what was done, in one line.
  /// - Throws: why not; the file is then as it was.
  static func append(_ scene: String, to path: String) throws -> String {
    guard path.hasSuffix(".toml") else {
      throw Failure(.usage, "scene writes a lecture, whose name ends in .toml")
    }
    let isNew = !FileManager.default.fileExists(atPath: path)
    let before =
      isNew ? "title = \"A lecture of my own\"\n" : try TextFile.read(path, limit: Document.largest)
    let gap = before.hasSuffix("\n") ? "\n" : "\n\n"
    // What is behind has to stay a lecture, or somebody's file would be spoiled.
    let lecture = try LectureSource.read(before + gap + scene, file: path)
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw Failure(.cannotWrite, "\(printable(path)) cannot be written")
    }
    defer { close(descriptor) }
    let text = Array(((isNew ? before : "") + gap + scene).utf8)
    guard text.withUnsafeBytes({ write(descriptor, $0.baseAddress, $0.count) }) == text.count else {
      throw Failure(.cannotWrite, "\(printable(path)) was written in part: is the disk full?")
    }
    return
      "scene \(lecture.scenes.count) of \(printable(path)); question and caption are yours to write there"
  }
}

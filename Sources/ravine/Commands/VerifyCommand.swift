import ArgumentParser
import Documents
import Landscapes
import References
import Trajectories

/// Computes recorded runs again.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Compute recorded runs again: identical, or where they first differ.",
    discussion: """
      Exit code 0 when all are identical, or the same to within 1e-12 where a surface calls the
      math library; 1 when one differs or was cut; 66 when one cannot be read.

      Example: ravine verify run.txt
      """)

  @Argument(
    help: "Run files; '-' is standard input.",
    completion: .file())
  var files: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Compare with a folder of trajectories that other libraries computed, file by file.",
      valueName: "folder"))
  var reference: String?

  func validate() throws {
    guard files.isEmpty == (reference == nil) else { return }
    throw ValidationError("give run files to verify, or --reference with a folder")
  }

  func run() throws {
    try report {
      if let reference { return try VerifyCommand.compare(reference) }
      var worst: Failure.Code?
      for file in files {
        do {
          let record = try RunFile.record(at: file)
          let (words, isGood) = VerifyCommand.words(record)
          print("\(printable(file)): \(words)")
          if !isGood { worst = worst ?? .differs }
        } catch let error as DocumentError {
          StandardError.write("ravine: \(error)\n")
          worst = .unreadable
        } catch let failure as Failure {
          StandardError.write("ravine: \(failure)\n")
          worst = failure.code
        }
      }
      if let worst { throw ExitCode(worst.rawValue) }
    }
  }

  private static func compare(_ folder: String) throws {
    let comparison = ReferenceFolder(at: folder)
    for result in comparison.results {
      print("\(printable(result.name)): \(printable(result.agreement.description))")
    }
    for line in comparison.summary { print(printable(line)) }
    for name in comparison.skipped {
      StandardError.write(
        "ravine: \(printable(name)): skipped, it has no '# hyperparameters:' line\n")
    }
    for failure in comparison.failures { StandardError.write("ravine: \(printable(failure))\n") }
    guard comparison.failures.isEmpty, !comparison.results.isEmpty else {
      if comparison.results.isEmpty, comparison.failures.isEmpty {
        throw Failure(.unreadable, "\(printable(folder)): no reference files (.csv) in it")
      }
      throw ExitCode(Failure.Code.unreadable.rawValue)
    }
    let differs = comparison.results.contains {
      if case .differs = $0.agreement { return true }
      return false
    }
    if differs { throw ExitCode(Failure.Code.differs.rawValue) }
  }

  private static func words(_ record: RunRecord) -> (String, Bool) {
    let older =
      record.header.arithmetic == RunWriter.arithmetic
      ? ""
      : " (recorded with arithmetic \(record.header.arithmetic), this is \(RunWriter.arithmetic))"
    switch record.verification {
    case .identical(let rows):
      let count = rows == 1 ? "1 row" : "\(rows) rows"
      if let missing = record.missing {
        return ("identical as far as it goes, \(count); \(missing)", false)
      }
      return ("identical, \(count)", true)
    case .close(_, let step, let handle):
      let until = step.map { " until step \($0) of \(handle)" } ?? ""
      return ("same to within \(Verification.closeness)\(until)\(older)", record.missing == nil)
    case .different(let difference):
      return ("differs: \(difference)\(older)", false)
    }
  }
}

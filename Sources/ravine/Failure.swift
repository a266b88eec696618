import ArgumentParser
import Documents
import Formulas
import SystemLibrary

/// A failure that a script can tell by its exit code.
struct Failure: Error, CustomStringConvertible {
  /// The exit codes of sysexits.h that ravine uses, and 1 for a run that differs.
  enum Code: Int32 {
    case differs = 1
    case usage = 2
    case unreadable = 66
    case cannotWrite = 73
  }

  var code: Code
  var description: String

  init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}

extension ParsableCommand {
  /// Runs the body of a command; a failure becomes one line on standard error and its exit code.
  func report(_ body: () throws -> Void) throws {
    do {
      try body()
      // What was printed may still wait in a buffer, and a full disk shows only when it leaves.
      if fflush(nil) != 0 {
        throw Failure(.cannotWrite, "standard output: \(String(cString: strerror(errno)))")
      }
    } catch let failure as Failure {
      StandardError.write("ravine: \(failure)\n")
      throw ExitCode(failure.code.rawValue)
    } catch let error as ValidationError {
      StandardError.write("ravine: \(error.message)\n")
      throw ExitCode(64)
    } catch let error as DocumentError {
      StandardError.write("ravine: \(error)\n")
      throw ExitCode(Failure.Code.unreadable.rawValue)
    } catch let error as FormulaError {
      StandardError.write("ravine: \(error)\n")
      throw ExitCode(Failure.Code.usage.rawValue)
    }
  }
}

import ArgumentParser
import Documents
import Interface
import Landscapes
import Optimizers
import Surfaces
import Sweeps
import SystemLibrary
import Trajectories

extension Measure: ExpressibleByArgument {}

/// Asks one question of many races.
struct SweepCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, text, ansi, svg

    /// The format of a picture.
    var picture: PictureCommand.Format { PictureCommand.Format(rawValue: rawValue) ?? .text }
  }

  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Run a race at every value of one or two knobs, or from every start.",
    discussion: """
      Each cell is a run of its own: the table says what it came to. What varies is KNOB=FROM:TO:COUNT, with
      log, linear or memory (evenly in the logarithm of 1 − β) behind the count, or start:COLUMNSxROWS.

      Example: ravine sweep --surface rosenbrock --optimizer nesterov --vary eta=1e-5:1e-2:64log \
      --vary beta=0:0.99:32 --format ansi
      """)

  @OptionGroup var options: RaceOptions

  @Option(
    name: .long, parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "What varies, one or two of KNOB=FROM:TO:COUNT[log|linear|memory], or start:COLUMNSxROWS.",
      valueName: "knob=from:to:count")
  )
  var vary: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "steps, final, evaluations, rate, fate or minimum. (default: steps)", valueName: "name"))
  var measure: Measure?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "How far above the lowest known minimum a loss counts as arrived.", valueName: "loss"))
  var tolerance: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Only part I of N equal parts, as I/N.", valueName: "i/n"))
  var part: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Go on with a table that was cut.", valueName: "file"),
    completion: .file())
  var resume: String?

  @Option(
    name: .long, help: ArgumentHelp("table, or a picture: text, ansi or svg.", valueName: "name"))
  var format = Format.table

  @OptionGroup var look: LookOptions

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("The size of a picture, as COLUMNSxROWS.", valueName: "columnsxrows"))
  var size = "100x36"

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "How many processors to use. (default: all; the table is the same)", valueName: "count"))
  var processors: Int?

  @Option(
    name: [.long, .customShort("o")],
    help: ArgumentHelp("The file to write; '-' is standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  func validate() throws {
    if let processors, !(1...1024).contains(processors) {
      throw ValidationError("--processors must be from 1 to 1024, not \(processors)")
    }
    if resume != nil {
      guard options.isEmpty, vary.isEmpty, part == nil, tolerance == nil, output == nil,
        measure == nil, format == .table
      else {
        throw ValidationError("--resume FILE goes on with what FILE asks: give nothing else")
      }
    } else if vary.isEmpty {
      throw ValidationError(
        "--vary says what varies, for example --vary eta=1e-4:1e-1:64log, once or twice")
    }
    if part != nil, format != .table { throw ValidationError("a part is a table, no picture") }
  }

  func run() throws {
    try report {
      if let resume { return try goOn(with: resume) }
      let sweep = try question()
      let landscape = try sweep.race.surface.landscape()
      if format == .table {
        let part = try chosenPart()
        let writer = SweepWriter(sweep, part: part)
        let output = try Output.to(output)
        do {
          for line in writer.header { try output.write(line + "\n") }
          try output.flush()
        } catch {
          output.discard()
          throw error
        }
        try write(
          Array(part.cells(of: sweep)), of: writer, on: landscape, to: output,
          named: self.output ?? "-")
      } else {
        // What is wrong with the picture is told before a long computation.
        let (columns, rows) = try PictureCommand.size(size)
        try Output.writing(to: output) { output in
          var computation = SweepComputation(sweep, on: landscape, processors: count)
          do {
            try finish(&computation) { _ in }
          } catch is Interruption {
            StandardError.write("ravine: stopped before the picture\n")
            throw ExitCode(130)
          }
          let page = try SweepPage(of: sweep, cells: computation.cells)
          let sheet = page.sheet(
            columns: columns, rows: rows, glyphs: PictureCommand.glyphs(format.picture, look))
          try output.write(PictureCommand.text(of: sheet, format.picture, look, title: page.title))
        }
      }
    }
  }

  private var count: Int { processors ?? ProcessInfo.processInfo.activeProcessorCount }

  private func question() throws -> Sweep {
    var options = options
    if options.optimizer.isEmpty { options.optimizer = ["momentum"] }
    guard options.optimizer.count == 1 else {
      throw ValidationError("a sweep is of one --optimizer, not of \(options.optimizer.count)")
    }
    let (race, remarks) = try options.race()
    for remark in remarks { StandardError.write("ravine: \(remark)\n") }
    let height = try tolerance.map { text in
      guard let value = decimal(text), value >= 0 else {
        throw ValidationError("--tolerance is a number, 0 or more, not '\(printable(text))'")
      }
      return value
    }
    do {
      let axes = try vary.flatMap { text throws(SweepError) in
        try Variation.read(text, of: race.racers[0], in: race.surface.view)
      }
      guard (1...2).contains(axes.count) else {
        throw SweepError("one or two things vary, not \(axes.count)")
      }
      return try Sweep(
        of: race, varying: axes, measure: measure ?? .steps, tolerance: height,
        on: try race.surface.landscape())
    } catch let error as SweepError {
      throw ValidationError("--vary: \(error)")
    }
  }

  private func chosenPart() throws -> SweepPart {
    guard let part else { return .whole }
    let numbers = part.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let number = numbers[0], let count = numbers[1],
      let part = SweepPart(number, of: count)
    else {
      throw ValidationError("--part takes I/N, from 1/N to N/N, not '\(printable(part))'")
    }
    return part
  }

  private func goOn(with file: String) throws {
    let record = try SweepRecord(
      TextFile.read(file, limit: SweepRecord.largest), file: file, data: DataFolder.ofRecord(file))
    let cells = Array(record.part.cells(of: record.sweep)).dropFirst(record.rows.count)
    guard !cells.isEmpty else {
      StandardError.write("ravine: \(printable(file)) is whole\n")
      return
    }
    let output = try Output(appending: file, after: record.wholeBytes)
    let landscape = try record.sweep.race.surface.landscape()
    try write(
      Array(cells), of: SweepWriter(record.sweep, part: record.part), on: landscape, to: output,
      named: file)
  }

  /// Writes the rows of some cells in their order as they are found.
  private func write(
    _ cells: [Int], of writer: SweepWriter, on landscape: FormulaLandscape, to output: Output,
    named name: String
  ) throws {
    var computation = SweepComputation(
      writer.sweep, on: landscape, order: cells, processors: count)
    var written = cells[...]
    do {
      try finish(&computation) { computation in
        while let cell = written.first, let found = computation.cells[cell] {
          try output.write(writer.row(of: cell, found) + "\n")
          written.removeFirst()
        }
      }
      try output.close()
    } catch is Interruption {
      try output.close()
      let rest = name == "-" ? "" : ": 'ravine sweep --resume \(name)' goes on"
      StandardError.write(
        "ravine: stopped after \(cells.count - written.count) of \(cells.count) races\(rest)\n")
      throw ExitCode(130)
    } catch {
      output.abandon()
      throw error
    }
  }

  private func finish(
    _ computation: inout SweepComputation, _ tell: (SweepComputation) throws -> Void
  ) throws {
    let interruption = Interruption()
    let line = ProgressLine()
    let start = ContinuousClock.now
    defer { line.end() }
    while !computation.isFinished {
      computation.advance()
      try tell(computation)
      line.tell(SweepCommand.progress(computation.share, since: start))
      if interruption.isPending, !computation.isFinished { throw interruption }
    }
  }

  /// A bar, a share and the time that is left.
  private static func progress(_ share: Double, since start: ContinuousClock.Instant) -> String {
    let width = 30
    let full = Int(share * Double(width))
    let bar = String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
    let passed = Double((ContinuousClock.now - start).components.seconds)
    let left = share > 0.01 ? Int(passed / share - passed) : nil
    let words = left.map { $0 < 90 ? "\($0) s left" : "\($0 / 60 + 1) min left" } ?? ""
    return "\(bar) \(Int(share * 100)) %  \(words)"
  }
}

/// Ctrl-C, waited for and not obeyed at once, so that what is written ends with a whole row.
private struct Interruption: Error {
  init() {
    var signals = Interruption.signals
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  private static var signals: sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    return signals
  }

  /// Whether it came.
  var isPending: Bool {
    var pending = sigset_t()
    sigpending(&pending)
    return sigismember(&pending, SIGINT) == 1 || sigismember(&pending, SIGTERM) == 1
  }
}

import CNcurses
import Drawing
import SystemLibrary

/// The terminal, held as long as the value lives and given back as it was when it ends.
///
/// ncurses is one global for the whole process, so there is one terminal at a time, used by one
/// thread.
public struct Terminal: ~Copyable {
  private var shown: Grid?
  private var palette: Palette
  private var pairs: [CellColors: Int32] = [:]
  /// Whether numbers of pairs were given to other colours while a screen was made ready.
  private var isUsedUp = false
  private var reader = KeyReader()
  private var usesMouse = false
  private let usesSync: Bool
  /// What characters can be shown.
  public let glyphs: Glyphs
  /// How many colours are used and why, in words.
  public let colorWords: String
  /// Whether TERM was unknown and another description was taken.
  public let isFallback: Bool

  /// What prevents the terminal from being used.
  public enum Failure: Error, Sendable, CustomStringConvertible {
    /// There is no controlling terminal.
    case noTerminal
    /// A terminal that cannot move its cursor.
    case dumbTerminal
    /// Neither TERM nor a common description is known.
    case unknownTerminal

    /// What is missing and what to do, in one line.
    public var description: String {
      switch self {
      case .noTerminal:
        return "no terminal to draw on"
      case .dumbTerminal:
        return "TERM=dumb cannot be drawn on"
      case .unknownTerminal:
        return "the terminal type in TERM is unknown and xterm-256color is not installed: install "
          + "ncurses-term or set TERM"
      }
    }
  }

  /// Takes the terminal.
  ///
  /// - Parameters:
  ///   - theme: the colours.
  ///   - depth: how many colours to use; nil for what the terminal has.
  ///   - sync: whether the terminal is asked to show each frame in one piece, where its type is one
  ///     that knows how or ignores it.
  ///   - asciiOnly: whether to leave out all other characters, though the locale has them.
  public init(
    theme: Theme, depth given: ColorDepth? = nil, asciiOnly: Bool = false, sync: Bool = true
  )
    throws(Failure)
  {
    var fallback = false
    let environment = ProcessInfo.processInfo.environment
    let support = ColorSupport(wanted: given, in: environment)
    switch Int(ravine_open(support.isDirect, &fallback)) {
    case RAVINE_OPEN: break
    case RAVINE_NO_TTY: throw Failure.noTerminal
    case RAVINE_DUMB: throw Failure.dumbTerminal
    default: throw Failure.unknownTerminal
    }
    isFallback = fallback
    let type = environment["TERM"] ?? ""
    let modern = ["xterm", "tmux", "screen", "kitty", "alacritty", "foot", "wezterm", "ghostty"]
    usesSync = sync && modern.contains { type.hasPrefix($0) }
    let colors = ravine_colors()
    let most: ColorDepth =
      colors >= 1 << 24
      ? .full : colors >= 256 ? .indexed : colors >= 16 ? .sixteen : colors >= 8 ? .eight : .none
    let order: [ColorDepth] = [.none, .eight, .sixteen, .indexed, .full]
    let wanted = given ?? most
    // More than the terminal has cannot be asked of it.
    let isPossible =
      (order.firstIndex(of: wanted) ?? 0) <= (order.firstIndex(of: most) ?? 0)
    let depth = isPossible ? wanted : most
    palette = Palette(theme: theme, depth: depth)
    colorWords = "\(depth.words), \(support.reason)"
    let hasUnicode = ravine_is_utf8() && !asciiOnly
    glyphs = !hasUnicode ? .ascii : depth == .none ? .text : .unicode
  }

  deinit { ravine_close() }

  /// Whether the locale's characters are UTF-8, which is known without taking the terminal.
  public static var showsUnicode: Bool { ravine_locale_is_utf8() }

  /// The width in cells.
  public var columns: Int { Int(ravine_columns()) }
  /// The height in cells.
  public var rows: Int { Int(ravine_rows()) }

  /// Shows a screen; only what differs from the last one is sent.
  public mutating func show(_ grid: Grid) {
    let known = shown?.columns == grid.columns && shown?.rows == grid.rows ? shown : nil
    guard known != grid else { return }
    put(grid, over: known)
    // Pairs began anew: all of the screen once more. Where even that has more pairs than there are, some
    // cells lose their colour.
    if isUsedUp { put(grid, over: nil) }
    isUsedUp = false
    ravine_refresh(usesSync)
    shown = grid
  }

  /// Hands over the rows that differ from what is known to be there.
  private mutating func put(_ grid: Grid, over known: Grid?) {
    for row in 0..<grid.rows {
      let cells = grid.row(row)
      if let known, known.row(row) == cells { continue }
      let prepared = cells.map { prepare($0) }
      prepared.withUnsafeBufferPointer { buffer in
        ravine_put_row(Int32(row), buffer.baseAddress, Int32(buffer.count))
      }
    }
  }

  /// Changes the colours; the next screen is sent whole.
  public mutating func use(_ theme: Theme) {
    guard theme.name != palette.theme.name else { return }
    palette = Palette(theme: theme, depth: palette.depth)
    pairs = [:]
    ravine_forget_pairs()
    shown = nil
  }

  /// Lets the mouse send its clicks, or leaves it to the terminal for selecting text.
  public mutating func useMouse(_ isOn: Bool) {
    guard isOn != usesMouse else { return }
    usesMouse = isOn
    ravine_use_mouse(isOn)
  }

  /// Forgets what is on the screen, so that all of it is sent again.
  public mutating func forget() {
    ravine_forget()
    shown = nil
  }

  /// Stops the process as a shell expects it; comes back when it is continued.
  public mutating func suspend() {
    ravine_suspend()
    shown = nil
  }

  private mutating func prepare(_ cell: Cell) -> ravine_cell {
    let colors = palette.colors(of: cell)
    // Without colours brightness tells paths from contour lines.
    let isPlain = palette.depth == .none
    var isContour = false
    if case .contour = cell.ink { isContour = true }
    return ravine_cell(
      glyph: cell.glyph.value, pair: pair(for: colors),
      bold: cell.bold || (isPlain || palette.depth == .eight) && cell.ink.standsOut ? 1 : 0,
      reverse: colors.reverse ? 1 : 0,
      dim: isPlain && isContour ? 1 : 0)
  }

  /// The number of a pair of colours, defined at first use.
  private mutating func pair(for colors: CellColors) -> Int32 {
    if palette.depth == .none { return 0 }
    if let known = pairs[colors] { return known }
    if pairs.count + 1 >= Int(ravine_pairs()) {
      // So many colours were shown that the numbers are used up: begin anew, with all of the screen.
      ravine_forget_pairs()
      pairs = [:]
      isUsedUp = true
    }
    let next = Int32(pairs.count + 1)
    ravine_define_pair(next, Int32(colors.ink), Int32(colors.paper))
    pairs[colors] = next
    return next
  }

  /// Whether a frame can be sent now; over a slow line it cannot while the last one is under way.
  public var takesMore: Bool { ravine_takes_more() }

  /// How many pairs of colours are in use.
  public var pairCount: Int { pairs.count }

  /// Waits for input.
  ///
  /// - Parameters:
  ///   - seconds: how long at most; nil waits without a time, and without waking.
  ///   - owesFrame: whether to wait only until a frame can be sent.
  /// - Returns: all that came, in order; empty when the time is over.
  public mutating func wait(seconds: Double?, owesFrame: Bool = false) -> [Input] {
    let milliseconds = seconds.map { Int32(max(0, ($0 * 1000).rounded(.up))) } ?? -1
    let woken = ravine_wait(milliseconds, owesFrame)
    if woken > 0 { return [.end(signal: woken)] }
    var inputs: [Input] = []
    while true {
      var isFunction = false
      let code = ravine_key(&isFunction)
      if code < 0 { break }
      if isFunction, code == Int32(RAVINE_RESIZE) {
        shown = nil
        inputs.append(.resized)
      } else if isFunction, code == Int32(RAVINE_MOUSE) {
        var column: Int32 = 0
        var row: Int32 = 0
        if let action = MouseAction(rawValue: Int(ravine_mouse(&column, &row))) {
          inputs.append(.mouse(action, column: Int(column), row: Int(row)))
        }
      } else if let name = reader.name(
        code: Int(code), isFunction: isFunction, now: ContinuousClock.now)
      {
        inputs.append(.key(name))
      }
    }
    if woken < 0, inputs.isEmpty { return [.hangup] }
    return inputs
  }

  /// Gives the terminal back and ends the process by a signal, as its parent expects to see it.
  public consuming func die(bySignal signal: Int32) {
    ravine_close()
    ravine_die(signal)
  }
}

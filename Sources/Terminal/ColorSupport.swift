import Drawing

/// How many colours a terminal is given, and why.
public struct ColorSupport: Sendable, Equatable {
  /// Whether the terminal is asked for colours of 24 bits.
  public let isDirect: Bool
  /// Why, in a few words.
  public let reason: String

  /// Terminals that show colours of 24 bits, whatever they say.
  private static let capable = [
    "kitty", "xterm-kitty", "foot", "alacritty", "wezterm", "ghostty", "xterm-ghostty",
  ]

  /// Terminals that do not, though a variable that came from elsewhere may say so.
  private static let incapable = ["linux", "dumb", "vt"]

  /// Decides by what a reader wants and by what the environment says.
  ///
  /// - Parameters:
  ///   - wanted: the colours that were asked for; nil where that is left open.
  ///   - variables: TERM, COLORTERM and TMUX.
  public init(wanted: ColorDepth?, in variables: [String: String]) {
    let term = variables["TERM"] ?? ""
    let claim = variables["COLORTERM"] ?? ""
    func isOne(of names: [String]) -> Bool { names.contains { term.hasPrefix($0) } }
    if let wanted {
      (isDirect, reason) = (wanted == .full, "as asked")
      return
    }
    let isClaimed = claim == "truecolor" || claim == "24bit"
    // Screen passes the variable on and does not pass the colours on.
    let isScreen = term.hasPrefix("screen") && (variables["TMUX"] ?? "").isEmpty
    if term.isEmpty || isOne(of: ColorSupport.incapable) {
      isDirect = false
    } else if term.hasSuffix("-direct") || isOne(of: ColorSupport.capable) {
      isDirect = true
    } else if isClaimed, !isScreen {
      (isDirect, reason) = (true, "COLORTERM=\(claim)")
      return
    } else {
      isDirect = false
    }
    reason = "TERM=\(term)"
  }
}

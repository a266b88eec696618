import Drawing

/// How many colours a reader wants.
public enum ColorChoice: String, Sendable, CaseIterable {
  /// What the terminal has, or none where NO_COLOR is set.
  case auto
  /// What the terminal has.
  case always
  /// None.
  case never
  /// Colours of 24 bits.
  case truecolor
  /// The 256 colours of xterm.
  case colors256 = "256"
  /// The 16 colours of ANSI.
  case colors16 = "16"
  /// The 8 colours of ANSI.
  case colors8 = "8"

  /// The colours to use; nil for what the terminal has.
  ///
  /// - Parameter noColor: the value of NO_COLOR, which counts where it is not empty.
  public func depth(noColor: String?) -> ColorDepth? {
    switch self {
    case .auto: return noColor.map { !$0.isEmpty } ?? false ? ColorDepth.none : nil
    case .always: return nil
    case .never: return ColorDepth.none
    case .truecolor: return .full
    case .colors256: return .indexed
    case .colors16: return .sixteen
    case .colors8: return .eight
    }
  }
}

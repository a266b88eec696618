/// What comes from the terminal.
public enum Input: Sendable, Equatable {
  /// A key by name: `b`, `space`, `left`, `shift-left`, `ctrl-r`, `pageup`.
  case key(String)
  /// The mouse did something in a cell.
  case mouse(MouseAction, column: Int, row: Int)
  /// The terminal has another size now.
  case resized
  /// A signal asks the program to end by it.
  case end(signal: Int32)
  /// The terminal is gone.
  case hangup
}

/// What a mouse can do.
public enum MouseAction: Int, Sendable {
  /// The left button went down.
  case press = 1
  /// The mouse moved, with the button down or not.
  case move = 2
  /// The button came up.
  case release = 3
  /// The wheel turned away from the reader.
  case wheelUp = 4
  /// The wheel turned towards the reader.
  case wheelDown = 5
}

@testable import Interface

extension Model {
  /// The model on a screen of a usual size.
  var screen: Screen { Screen(model: self, columns: 120, rows: 40) }
}

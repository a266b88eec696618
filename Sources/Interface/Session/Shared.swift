/// A value that its copies share until one of them changes.
///
/// A race under way has hundreds of parts. Kept in place they would be counted one by one in every copy of what holds
/// them, by code of a hundred kilobytes for each type that does.
@propertyWrapper
struct Shared<Value: Sendable>: Sendable {
  /// Whoever changes the value is its only owner, as `isKnownUniquelyReferenced` makes sure.
  private final class Storage: @unchecked Sendable {
    var value: Value
    init(_ value: Value) { self.value = value }
  }

  private var storage: Storage

  init(wrappedValue: Value) { storage = Storage(wrappedValue) }

  var wrappedValue: Value {
    // Not a borrow with _read: what it lends was released twice by what Swift 6.3 makes of it without optimization.
    get { storage.value }
    _modify {
      if !isKnownUniquelyReferenced(&storage) { storage = Storage(storage.value) }
      yield &storage.value
    }
  }
}

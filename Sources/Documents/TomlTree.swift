/// A TOML document in the making: tables and arrays as a flat list of nodes, so that no nesting can
/// exhaust the stack, and the rules of what may be defined where.
struct TomlTree {
  /// What a node holds.
  private enum Content {
    case scalar(Entry.Value)
    case list([Int])
    case tables([Int])
    case table([(name: Table.Name, offset: Int, node: Int)], [Table.Name: Int])
  }

  private struct Node {
    var content: Content
    var offset: Int
    var depth: Int
    /// Written out by a header or as dotted keys of another section: not to be opened again.
    var isClosed = false
    /// Written as a value: nothing outside of it may add to it.
    var isFrozen = false
  }

  /// Where a value goes.
  enum Slot {
    /// Under a name of a table.
    case name(table: Int, name: String, offset: Int)
    /// At the end of an array.
    case item(list: Int)
  }

  /// A part of a dotted key.
  struct Part {
    var name: String
    var offset: Int
  }

  /// What is wrong, and where.
  struct Refusal: Error {
    var message: String
    var offset: Int
  }

  /// The deepest nesting of tables, arrays and dotted keys.
  static let deepest = 40

  private var nodes = [Node(content: .table([], [:]), offset: 0, depth: 0)]
  /// Tables that dotted keys of the present section made; the next section must not open them.
  private var pending: [Int] = []
  /// The table to which names belong at present.
  private(set) var current = 0

  // MARK: Adding

  private mutating func add(_ content: Content, offset: Int, in parent: Int, isFrozen: Bool = false)
    throws(Refusal) -> Int
  {
    let depth = nodes[parent].depth + 1
    guard depth <= TomlTree.deepest else {
      throw Refusal(message: "nested deeper than \(TomlTree.deepest) levels", offset: offset)
    }
    nodes.append(Node(content: content, offset: offset, depth: depth, isFrozen: isFrozen))
    return nodes.count - 1
  }

  private func child(_ name: String, of table: Int) -> Int? {
    guard case .table(let fields, let places) = nodes[table].content else { return nil }
    return places[Table.Name(text: name)].map { fields[$0].node }
  }

  private mutating func attach(_ node: Int, as part: Part, to table: Int) {
    guard case .table(var fields, var places) = nodes[table].content else { return }
    // Taken out while it changes, or every addition would copy the table.
    nodes[table].content = .list([])
    let name = Table.Name(text: part.name)
    places[name] = fields.count
    fields.append((name, part.offset, node))
    nodes[table].content = .table(fields, places)
  }

  /// Opens a table of a header: `[a.b]`, or `[[a.b]]` for one more of an array.
  mutating func open(_ path: [Part], isArray: Bool) throws(Refusal) {
    for table in pending { nodes[table].isClosed = true }
    pending = []
    var table = 0
    for part in path.dropLast() { table = try step(into: part, from: table) }
    guard let last = path.last else { return }
    if let known = child(last.name, of: table) {
      if isArray, case .tables(var tables) = nodes[known].content {
        nodes[known].content = .tables([])
        let next = try add(.table([], [:]), offset: last.offset, in: known)
        tables.append(next)
        nodes[known].content = .tables(tables)
        current = next
      } else if !isArray, case .table = nodes[known].content, !nodes[known].isClosed,
        !nodes[known].isFrozen
      {
        current = known
      } else {
        throw Refusal(
          message: "'\(printable(last.name))' is defined already", offset: last.offset)
      }
    } else if isArray {
      let tables = try add(.tables([]), offset: last.offset, in: table)
      attach(tables, as: last, to: table)
      current = try add(.table([], [:]), offset: last.offset, in: tables)
      nodes[tables].content = .tables([current])
    } else {
      current = try add(.table([], [:]), offset: last.offset, in: table)
      attach(current, as: last, to: table)
    }
    nodes[current].isClosed = true
  }

  /// The table that a part of a header's path leads to; made where there is none.
  private mutating func step(into part: Part, from table: Int) throws(Refusal) -> Int {
    guard let known = child(part.name, of: table) else {
      let made = try add(.table([], [:]), offset: part.offset, in: table)
      attach(made, as: part, to: table)
      return made
    }
    switch nodes[known].content {
    case .table where !nodes[known].isFrozen: return known
    case .tables(let tables): return tables.last ?? known
    default:
      throw Refusal(
        message: "'\(printable(part.name))' has a value already, it is no table to add to",
        offset: part.offset)
    }
  }

  /// The slot that a dotted key of a table means.
  ///
  /// - Parameter isInline: whether the table is written within braces, whose tables end with it.
  mutating func slot(_ path: [Part], in table: Int, isInline: Bool) throws(Refusal) -> Slot {
    var table = table
    for part in path.dropLast() {
      if let known = child(part.name, of: table) {
        guard case .table = nodes[known].content, !nodes[known].isClosed, !nodes[known].isFrozen
        else {
          throw Refusal(
            message:
              "'\(printable(part.name))' is defined already, nothing can be added to it here",
            offset: part.offset)
        }
        table = known
      } else {
        let made = try add(.table([], [:]), offset: part.offset, in: table)
        attach(made, as: part, to: table)
        table = made
      }
      if !isInline { pending.append(table) }
    }
    guard let last = path.last else { return .name(table: table, name: "", offset: 0) }
    guard child(last.name, of: table) == nil else {
      throw Refusal(message: "'\(printable(last.name))' is given twice", offset: last.offset)
    }
    return .name(table: table, name: last.name, offset: last.offset)
  }

  private mutating func put(_ content: Content, at offset: Int, in slot: Slot) throws(Refusal)
    -> Int
  {
    switch slot {
    case .name(let table, let name, let place):
      let node = try add(content, offset: offset, in: table, isFrozen: true)
      attach(node, as: Part(name: name, offset: place), to: table)
      return node
    case .item(let list):
      let node = try add(content, offset: offset, in: list, isFrozen: true)
      guard case .list(var items) = nodes[list].content else { return node }
      nodes[list].content = .list([])
      items.append(node)
      nodes[list].content = .list(items)
      return node
    }
  }

  /// Puts a value that is neither an array nor a table.
  mutating func put(_ value: Entry.Value, at offset: Int, in slot: Slot) throws(Refusal) {
    _ = try put(Content.scalar(value), at: offset, in: slot)
  }

  /// Puts an empty array.
  mutating func putList(at offset: Int, in slot: Slot) throws(Refusal) -> Int {
    try put(Content.list([]), at: offset, in: slot)
  }

  /// Puts an empty table that is written as a value.
  mutating func putTable(at offset: Int, in slot: Slot) throws(Refusal) -> Int {
    try put(Content.table([], [:]), at: offset, in: slot)
  }

  // MARK: Reading

  /// The document; children follow their parents in the list, so one walk backwards makes all.
  var root: Table {
    var entries = [Entry?](repeating: nil, count: nodes.count)
    for index in nodes.indices.reversed() {
      let value: Entry.Value
      switch nodes[index].content {
      case .scalar(let scalar): value = scalar
      case .list(let items), .tables(let items): value = .list(items.compactMap { entries[$0] })
      case .table(let fields, _):
        value = .table(
          Table(
            fields.compactMap { field in
              entries[field.node].map {
                Table.Field(name: field.name, offset: field.offset, entry: $0)
              }
            }))
      }
      entries[index] = Entry(value: value, offset: nodes[index].offset)
    }
    guard case .table(let table)? = entries[0]?.value else { return Table([]) }
    return table
  }
}

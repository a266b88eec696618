import Documents
import Testing

/// Tables are read whole or refused with the place of what is wrong.
struct NumberTableTests {
  @Test func `columns are read by name, the others may hold anything`() throws {
    let text = "# made up\nname, t ,v\r\n\"a, b\",1,2\n\n,-3e2,.5\n"
    let table = try NumberTable(csv: text, file: "a.csv", columns: ["v", "t"])
    #expect(table.names == ["t", "v"] && table.rowCount == 2)
    #expect(table["t"] == [1, -300] && table["v"] == [2, 0.5] && table["name"] == nil)
    for separator in ["\t", ";"] {
      let other = text.replacing(" t ", with: "t").replacing("\"a, b\"", with: "ab")
        .replacing(",", with: separator)
      #expect(try NumberTable(csv: other, file: "a.csv", columns: ["v", "t"]) == table)
    }
    #expect(try NumberTable(csv: "\u{FEFF}t\n1", file: "a.csv").names == ["t"])
  }

  @Test(arguments: [
    ("", "a.csv:1", "empty table"), ("t,v\n", "a.csv:", "without rows"),
    ("t,v\n1,2\n3", "a.csv:3", "1 values where the first line names 2"),
    ("t,v\n1,2,3", "a.csv:2", "3 values"), ("t,v\n1,x\n", "a.csv:2", "'v' is 'x'"),
    ("t,v\n1,\n", "a.csv:2", "'v' is empty"), ("t,v\n1,nan\n", "a.csv:2", "no finite number"),
    ("t,v\n1,1e999\n", "a.csv:2", "no finite number"), ("1,2\n3,4\n", "a.csv:1", "needs a name"),
    ("t,t\n3,4\n", "a.csv:1", "called 't'"), ("t,\n3,4\n", "a.csv:1", "needs a name"),
    ("t\n\"1\n", "a.csv:2", "quote"), ("t\n\u{1B}[2J\n", "a.csv:2", "no finite number"),
  ])
  func `what is wrong is told with its row and column`(text: String, place: String, words: String)
    throws
  {
    let error = try #require(throws: DocumentError.self) {
      try NumberTable(csv: text, file: "a.csv")
    }
    #expect("\(error)".hasPrefix(place), "\(error)")
    #expect("\(error)".contains(words), "\(error)")
    #expect(!"\(error)".contains("\u{1B}"))
  }

  @Test func `a table is bounded`() throws {
    let names = (0...NumberTable.mostColumns).map { "c\($0)" }.joined(separator: ",")
    #expect(throws: DocumentError.self) { try NumberTable(csv: names + "\n", file: "a.csv") }
    let rows = "t\n" + String(repeating: "1\n", count: NumberTable.mostRows + 1)
    let error = try #require(throws: DocumentError.self) {
      try NumberTable(csv: rows, file: "a.csv")
    }
    #expect("\(error)".contains("more than 100000 rows"))
    let large = "t\n" + String(repeating: " ", count: DataFile.largest)
    #expect(throws: DocumentError.self) { try NumberTable(csv: large, file: "a.csv") }
  }
}

import Documents

extension ExpressionGraph {
  /// How tightly a printed piece holds together; a looser one is put in parentheses.
  private enum Binding: Int {
    case sum, product, sign, power, atom
  }

  /// The formula below a node as text that parses back to the same graph.
  ///
  /// Every product has its `*` and whatever is in doubt has parentheses, so that no reader needs
  /// the rules of the grammar. A derivative of a large formula can repeat itself without end when it
  /// is written out, so a text beyond `limit` characters is cut to nil.
  func text(of root: Int32, limit: Int = 4000) -> String? {
    var pieces = [(text: String, binding: Binding)?](repeating: nil, count: nodes.count)
    let needed = needed(by: [root])
    for (index, node) in nodes.enumerated() where needed[index] {
      func operand(_ place: Int32, atLeast binding: Binding) -> String {
        guard place >= 0, let piece = pieces[Int(place)] else { return "" }
        return piece.binding.rawValue >= binding.rawValue ? piece.text : "(\(piece.text))"
      }
      let piece: (String, Binding)
      switch node.operation {
      case .number:
        let value = Double(bitPattern: node.payload)
        piece = (shortest(value), value.sign == .minus ? .sign : .atom)
      case .x: piece = ("x", .atom)
      case .y: piece = ("y", .atom)
      case .pi: piece = ("pi", .atom)
      case .euler: piece = ("e", .atom)
      case .parameter: piece = (parameterNames[Int(node.payload)], .atom)
      case .add:
        piece = ("\(operand(node.a, atLeast: .sum)) + \(operand(node.b, atLeast: .product))", .sum)
      case .subtract:
        piece = ("\(operand(node.a, atLeast: .sum)) - \(operand(node.b, atLeast: .product))", .sum)
      case .multiply:
        // A quotient inside a product is put in parentheses: 1/2*x would leave a reader in doubt.
        let left = self[node.a].operation == .divide ? Binding.atom : .product
        piece = ("\(operand(node.a, atLeast: left))*\(operand(node.b, atLeast: .power))", .product)
      case .divide, .quotientOrZero:
        piece = (
          "\(operand(node.a, atLeast: .power))/\(operand(node.b, atLeast: .power))", .product
        )
      case .negate: piece = ("-\(operand(node.a, atLeast: .atom))", .sign)
      case .power, .powerOrZero:
        piece = ("\(operand(node.a, atLeast: .atom))^\(operand(node.b, atLeast: .atom))", .power)
      case .integerPower:
        let exponent = node.exponent < 0 ? "(\(node.exponent))" : "\(node.exponent)"
        piece = ("\(operand(node.a, atLeast: .atom))^\(exponent)", .power)
      case .logOrZero: piece = ("log(\(operand(node.a, atLeast: .sum)))", .atom)
      case .precedes, .blend:
        let inner = [node.a, node.b, node.c].filter { $0 >= 0 }
          .map { operand($0, atLeast: .sum) }.joined(separator: ", ")
        piece = ("\(node.operation)(\(inner))", .atom)
      default:
        let second = node.b >= 0 ? ", \(operand(node.b, atLeast: .sum))" : ""
        let name = node.operation.functionName ?? ""
        piece = ("\(name)(\(operand(node.a, atLeast: .sum))\(second))", .atom)
      }
      guard piece.0.utf8.count <= limit else { return nil }
      pieces[index] = piece
    }
    return pieces[Int(root)]?.text
  }
}

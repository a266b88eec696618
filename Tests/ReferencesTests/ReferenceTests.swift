import Foundation
import Testing

@testable import References

/// ravine against trajectories that PyTorch, Optax, Keras and authors' packages computed.
@Suite struct ReferenceTests {
  private static let folder = Bundle.module.resourceURL?.appendingPathComponent("Data").path ?? ""
  private static let comparison = ReferenceFolder(at: folder)

  @Test func `every trajectory agrees step by step within 1e-9`() {
    let comparison = ReferenceTests.comparison
    for line in comparison.summary { print(line) }
    #expect(comparison.failures.isEmpty)
    #expect(comparison.results.count > 300)
    for result in comparison.results {
      guard case .agrees(let worst) = result.agreement else {
        Issue.record("\(result.name): \(result.agreement)")
        continue
      }
      #expect(worst <= 1e-9)
    }
  }

  @Test func `every library and every function is among them`() {
    let names = ReferenceTests.comparison.results.map(\.name)
    let libraries = Set(names.compactMap { $0.split(separator: "/").first })
    #expect(libraries == ["keras", "optax", "packages", "torch"])
    let functions = Set(
      names.compactMap { $0.split(separator: "/").last?.split(separator: "-").first })
    #expect(functions.count == 19)
  }

  private static let batches = folder + "/torch/batches"

  /// Rows in turn, drawn and shuffled; so it is no accident that they agree.
  @Test(arguments: [
    ("# batch: 4", "# batch: 5"), ("# order: drawn", "# order: epochs"), ("# seed: 7", "# seed: 8"),
    ("y + x*t - v", "y + x*t + v"),
  ])
  func `mini-batches agree with these rows and with no others`(from: String, to: String) throws {
    for rule in ["sgd", "momentum", "nesterov", "adam", "rmsprop"] {
      let path = ReferenceTests.batches + "/line-\(rule)-drawn-4.csv"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      guard case .agrees(let worst) = try agreement(text) else {
        Issue.record("\(rule) should agree")
        continue
      }
      #expect(worst < 1e-9)
      guard case .differs = try agreement(text.replacingOccurrences(of: from, with: to)) else {
        Issue.record("\(rule): \(to) should differ")
        continue
      }
    }
  }

  @Test func `all five rules are compared in every order on both tables`() {
    let names = ReferenceTests.comparison.results.map(\.name).filter { $0.contains("/batches/") }
    #expect(names.count == 30)
  }

  private static let sample = """
    # library: torch 2.13.0
    # optimizer_id: torch/sgd
    # hyperparameters: {"lr": 0.1, "momentum": 0, "dampening": 0, "nesterov": false}
    # formula: 0.5*(x**2 + 10*y**2)
    # comparable_to_step: 2
    # compare: steps
    step,x,y,loss,gx,gy
    0,1,1,5.5,1,10
    1,0.9,0,0.4,0.9,0
    2,0.81,0,0.3,0.8,0

    """

  private func agreement(_ text: String) throws -> Agreement {
    try Agreement(of: ReferenceFile(text, file: "a.csv"))
  }

  @Test func `a run that differs is told with its step and by how much`() throws {
    guard case .agrees = try agreement(ReferenceTests.sample) else {
      Issue.record("the sample should agree")
      return
    }
    let changed = ReferenceTests.sample.replacingOccurrences(of: "2,0.81", with: "2,0.82")
    guard case .differs(step: 2, by: let gap) = try agreement(changed) else {
      Issue.record("the change should be found")
      return
    }
    #expect(abs(gap - 0.01) < 1e-12)
    let later = changed.replacingOccurrences(of: "step: 2", with: "step: 1")
    guard case .agrees = try agreement(later) else {
      Issue.record("rows beyond the fair step do not count")
      return
    }
  }

  private static let inexpressible: [(String, String, String)] = [
    ("torch/sgd", "torch/lbfgs", "no lbfgs"),
    ("\"nesterov\"", "\"maximize\": true, \"nesterov\"", "down"),
    ("torch/sgd", "jaxopt/sgd", "no jaxopt/sgd"),
  ]

  @Test(arguments: inexpressible)
  func `what ravine cannot say is told with the reason`(from: String, to: String, words: String)
    throws
  {
    let text = ReferenceTests.sample.replacingOccurrences(of: from, with: to)
    guard case .notExpressible(let reason) = try agreement(text) else {
      Issue.record("it should not be expressible")
      return
    }
    #expect(reason.contains(words))
  }
}

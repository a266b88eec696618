import Documents
import Landscapes
import SystemLibrary

/// A folder of reference files, compared file by file.
public struct ReferenceFolder: Sendable {
  /// The name of each file below the folder, and what came of it.
  public let results: [(name: String, library: String, agreement: Agreement)]
  /// Files that hold no run, such as an index.
  public let skipped: [String]
  /// Files that could not be read, with the reason.
  public let failures: [String]

  /// Compares every `.csv` file below a folder, but lists such as `index.csv` that hold no run.
  public init(at folder: String) {
    var results: [(name: String, library: String, agreement: Agreement)] = []
    var failures: [String] = []
    var skipped: [String] = []
    let names = ((try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? [])
      .filter { $0.hasSuffix(".csv") }.sorted()
    for name in names {
      let path = folder + "/" + name
      guard let data = FileManager.default.contents(atPath: path),
        let text = String(data: data, encoding: .utf8)
      else {
        failures.append("\(name): cannot be read as UTF-8 text")
        continue
      }
      guard text.contains("# hyperparameters:") else {
        skipped.append(name)
        continue
      }
      do {
        let file = try ReferenceFile(text, file: name)
        results.append((name, file.library, try Agreement(of: file)))
      } catch {
        failures.append(error is DocumentError ? "\(error)" : "\(name): \(error)")
      }
    }
    self.results = results
    self.failures = failures
    self.skipped = skipped
  }

  /// For each library, how many trajectories agree out of how many, with the worst difference.
  public var summary: [String] {
    var order: [String] = []
    var groups: [String: [Agreement]] = [:]
    for result in results {
      let library = String(result.library.prefix { $0 != " " })
      if groups[library] == nil { order.append(library) }
      groups[library, default: []].append(result.agreement)
    }
    return order.map { library in
      let all = groups[library] ?? []
      var agreeing = 0
      var compared = 0
      var worst = 0.0
      for agreement in all {
        switch agreement {
        case .agrees(let difference):
          agreeing += 1
          compared += 1
          worst = max(worst, difference)
        case .differs: compared += 1
        case .notExpressible, .notCompared: break
        }
      }
      let rest = all.count - compared
      return "\(library): \(agreeing) of \(compared) agree, worst relative difference "
        + "\(brief(worst, digits: 2))"
        + (rest > 0 ? "; \(rest) not expressible or not to be compared" : "")
    }
  }
}

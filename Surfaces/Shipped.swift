import Documents
import Landscapes

/// The surfaces that travel inside the binary.
///
/// A new surface is a new .toml file beside this one, and one line in the list.
public enum Shipped {
  private static let files: [(stem: String, bytes: [UInt8])] = [
    ("sphere", PackageResources.sphere_toml),
    ("ravine-d2l", PackageResources.ravine_d2l_toml),
    ("ravine-kappa", PackageResources.ravine_kappa_toml),
    ("rosenbrock", PackageResources.rosenbrock_toml),
    ("distill-banana", PackageResources.distill_banana_toml),
    ("beale", PackageResources.beale_toml),
    ("himmelblau", PackageResources.himmelblau_toml),
    ("booth", PackageResources.booth_toml),
    ("matyas", PackageResources.matyas_toml),
    ("flower", PackageResources.flower_toml),
    ("camel-3", PackageResources.camel_3_toml),
    ("camel-6", PackageResources.camel_6_toml),
    ("two-wells", PackageResources.two_wells_toml),
    ("saddle", PackageResources.saddle_toml),
    ("saddle-sine", PackageResources.saddle_sine_toml),
    ("double-well", PackageResources.double_well_toml),
    ("plateau", PackageResources.plateau_toml),
    ("rastrigin", PackageResources.rastrigin_toml),
    ("ackley", PackageResources.ackley_toml),
    ("styblinski-tang", PackageResources.styblinski_tang_toml),
    ("mccormick", PackageResources.mccormick_toml),
    ("goldstein-price", PackageResources.goldstein_price_toml),
    ("levy-13", PackageResources.levy_13_toml),
    ("branin", PackageResources.branin_toml),
    ("easom", PackageResources.easom_toml),
    ("line32", PackageResources.line32_toml),
    ("forbes", PackageResources.forbes_toml),
    ("challenger", PackageResources.challenger_toml),
    ("neuron", PackageResources.neuron_toml),
    ("product-net", PackageResources.product_net_toml),
    ("reddi", PackageResources.reddi_toml),
    ("rare-feature", PackageResources.rare_feature_toml),
    ("undecided", PackageResources.undecided_toml),
  ]

  /// The tables of surfaces that have data, by the names of their files.
  private static let tables: [String: [UInt8]] = [
    "line32.csv": PackageResources.line32_csv, "forbes.csv": PackageResources.forbes_csv,
    "challenger.csv": PackageResources.challenger_csv,
    "neuron.csv": PackageResources.neuron_csv,
    "product-net.csv": PackageResources.product_net_csv,
    "reddi.csv": PackageResources.reddi_csv,
    "rare-feature.csv": PackageResources.rare_feature_csv,
    "undecided.csv": PackageResources.undecided_csv,
  ]

  /// The tables that travel inside the binary.
  private static let data = DataFiles { name throws(DocumentError) in
    guard let bytes = tables[name] else {
      throw DocumentError(file: name, line: nil, message: "no such table")
    }
    return DataFile(name: name, bytes: bytes)
  }

  /// The file stems of the shipped surfaces, in the order of the menus.
  public static let stems = files.map(\.stem)

  /// The files that can be read, each with its name; a test holds that all can.
  public static let readable: [(stem: String, surface: Surface)] = files.compactMap { file in
    read(file.stem, file.bytes).map { (file.stem, $0) }
  }

  private static func read(_ stem: String, _ bytes: [UInt8]) -> Surface? {
    try? Surface(toml: String(decoding: bytes, as: UTF8.self), file: stem + ".toml", data: data)
  }

  /// The shipped surfaces, in the order of the menus.
  public static let all: [Surface] = readable.map(\.surface)

  /// The surface with this name or file stem, by letters and digits alone.
  ///
  /// By its stem it is read alone, which takes a thirtieth of the time of all.
  public static func named(_ name: String) -> Surface? {
    let wanted = Naming.folded(name)
    guard !wanted.isEmpty else { return nil }
    if let file = files.first(where: { Naming.folded($0.stem) == wanted }) {
      return read(file.stem, file.bytes)
    }
    return all.first { Naming.folded($0.name) == wanted }
  }
}

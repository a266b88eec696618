// swift-tools-version: 6.1
import PackageDescription

// Somebody else's package: it sees of ravine what is public, and nothing more.
let package = Package(
  name: "Client",
  platforms: [.macOS(.v13)],
  dependencies: [.package(name: "ravine", path: "../..")],
  targets: [
    .testTarget(
      name: "ClientTests",
      dependencies: [
        .product(name: "Formulas", package: "ravine"),
        .product(name: "Landscapes", package: "ravine"),
        .product(name: "Optimizers", package: "ravine"),
        .product(name: "Trajectories", package: "ravine"),
      ])
  ],
  swiftLanguageModes: [.v6])

// swift-tools-version: 6.1
import Foundation
import PackageDescription

// Every .toml and every table beside Surfaces/Shipped.swift travels inside the binary, so that one copied file is a
// whole installation.
let surfaceFiles = try FileManager.default
  .contentsOfDirectory(atPath: Context.packageDirectory + "/Surfaces")
  .filter { $0.hasSuffix(".toml") || $0.hasSuffix(".csv") }
  .sorted()

let lectureFiles = try FileManager.default
  .contentsOfDirectory(atPath: Context.packageDirectory + "/docs/lectures")
  .filter { $0.hasSuffix(".toml") }
  .sorted()

// Whoever builds from a repository may say of which commit: Packaging/build does.
let commit = Context.environment["RAVINE_COMMIT"].map { $0.filter(\.isHexDigit) }

let package = Package(
  name: "ravine",
  platforms: [.macOS(.v13)],
  products: [
    .executable(name: "ravine", targets: ["ravine"]),
    .library(name: "Formulas", targets: ["Formulas"]),
    .library(name: "Landscapes", targets: ["Landscapes", "Surfaces"]),
    .library(name: "Optimizers", targets: ["Optimizers"]),
    .library(name: "Trajectories", targets: ["Trajectories"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .target(name: "SystemLibrary"),
    .target(name: "Anatomy"),
    .target(
      name: "Documents",
      dependencies: ["SystemLibrary"]),
    .target(name: "CLanes"),
    .target(name: "Formulas", dependencies: ["SystemLibrary", "CLanes", "Documents"]),
    .target(name: "Landscapes", dependencies: ["Documents", "Formulas"]),
    .target(
      name: "Surfaces", dependencies: ["Documents", "Formulas", "Landscapes"], path: "Surfaces",
      resources: surfaceFiles.map { .embedInCode($0) }),
    .target(
      name: "Lectures", path: "docs/lectures",
      resources: lectureFiles.map { .embedInCode($0) }),
    .target(
      name: "Optimizers",
      dependencies: ["SystemLibrary", "Anatomy", "Documents", "Formulas", "Landscapes"]),
    .target(
      name: "Trajectories",
      dependencies: ["SystemLibrary", "Documents", "Formulas", "Landscapes", "Optimizers"]),
    .target(
      name: "Sweeps",
      dependencies: [
        "SystemLibrary", "Documents", "Formulas", "Landscapes", "Optimizers", "Trajectories",
      ]),
    .target(name: "Drawing", dependencies: ["SystemLibrary", "Anatomy", "Documents"]),
    .target(
      name: "Interface",
      dependencies: [
        "SystemLibrary", "Anatomy", "Documents", "Formulas", "Landscapes", "Optimizers",
        "Trajectories", "Sweeps",
        "Drawing",
      ]),
    .target(
      name: "CNcurses", exclude: ["make-descriptions"],
      linkerSettings: [
        .linkedLibrary("ncursesw", .when(platforms: [.linux])),
        .linkedLibrary("tinfo", .when(platforms: [.linux])),
        .linkedLibrary("ncursesw", .when(platforms: [.macOS])),
      ]),
    .target(name: "Terminal", dependencies: ["SystemLibrary", "CNcurses", "Drawing"]),
    .target(
      name: "References",
      dependencies: [
        "SystemLibrary", "Documents", "Formulas", "Landscapes", "Optimizers", "Trajectories",
      ]),
    .target(
      name: "CVersion",
      cSettings: commit.map { [.define("RAVINE_COMMIT", to: "\"\($0)\"")] } ?? []),
    .executableTarget(
      name: "ravine",
      dependencies: [
        "CVersion", "SystemLibrary", "Documents", "Formulas", "Landscapes", "Lectures", "Surfaces",
        "Optimizers", "Trajectories",
        "Sweeps", "References", "Drawing", "Interface", "Terminal",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(
      name: "DocumentsTests", dependencies: ["Documents"], exclude: ["compare_with_tomllib.py"]),
    .testTarget(
      name: "LandscapesTests", dependencies: ["Documents", "Formulas", "Landscapes", "Surfaces"],
      exclude: ["Data/make_hessians.py"],
      resources: [.copy("Data/landscapes.csv"), .copy("Data/hessians.csv")]),
    .testTarget(
      name: "OptimizersTests",
      dependencies: ["Anatomy", "Documents", "Formulas", "Optimizers", "Landscapes"]),
    .testTarget(
      name: "TrajectoriesTests",
      dependencies: [
        "Documents", "Formulas", "Trajectories", "Optimizers", "Landscapes", "Surfaces",
      ]),
    .testTarget(
      name: "SweepsTests",
      dependencies: [
        "Documents", "Formulas", "Sweeps", "Trajectories", "Optimizers", "Landscapes", "Surfaces",
      ]),
    .testTarget(
      name: "ReferencesTests", dependencies: ["References", "Trajectories", "Landscapes"],
      exclude: ["make_batches.py"], resources: [.copy("Data")]),
    .testTarget(name: "DrawingTests", dependencies: ["Anatomy", "Documents", "Drawing"]),
    .testTarget(
      name: "InterfaceTests",
      dependencies: [
        "Anatomy", "Documents", "Formulas", "Lectures", "Interface", "Sweeps", "Trajectories",
        "Optimizers",
        "Landscapes", "Surfaces", "Drawing",
      ]
    ),
    .testTarget(
      name: "PictureTests",
      dependencies: [
        "Anatomy", "Documents", "Formulas", "Lectures", "Interface", "Trajectories", "Optimizers",
        "Landscapes", "Surfaces", "Drawing",
      ], exclude: ["Pictures"]),
    .testTarget(name: "TerminalTests", dependencies: ["Drawing", "Terminal", "ravine"]),
  ]
)

#if os(macOS)
  // The system's own ncurses knows no pairs of many colours. Homebrew keeps its own apart; its pkg-config file tells where.
  package.targets.append(
    .systemLibrary(
      name: "Ncurses", path: "Packaging/Ncurses", pkgConfig: "ncursesw",
      providers: [.brew(["ncurses"])]))
  for target in package.targets where target.name == "CNcurses" {
    target.dependencies.append("Ncurses")
  }
#endif

// The fuzzer brings its own main, so its targets are a library, which Tests/Fuzz/run builds.
if Context.environment["RAVINE_FUZZ"] != nil {
  package.products.append(.library(name: "Fuzz", type: .static, targets: ["Fuzz"]))
  package.targets.append(
    .target(
      name: "Fuzz",
      dependencies: [
        "Documents", "Formulas", "Landscapes", "Surfaces", "Optimizers", "Trajectories", "Sweeps",
        "Drawing", "Interface",
      ], path: "Tests/Fuzz", exclude: ["Corpus", "run"]))
}

// Pages for those who use the modules elsewhere; nothing that is built depends on it.
if Context.environment["RAVINE_DOCC"] != nil {
  package.dependencies.append(
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.3"))
}

// What measures is built only to measure: Tests/Benchmarks/run.
if Context.environment["RAVINE_BENCHMARKS"] != nil {
  package.products.append(.executable(name: "Benchmarks", targets: ["Benchmarks"]))
  package.targets += [
    .target(name: "Loop", path: "Tests/Benchmarks/Loop"),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "Formulas", "Landscapes", "Loop", "Optimizers", "Surfaces", "Sweeps", "Trajectories",
      ], path: "Tests/Benchmarks/Ravine"),
  ]
}

// Packages are built for size wherever time does not go into numbers: Packaging/build.
let isSmall = Context.environment["RAVINE_SMALL"] != nil
let isFast: Set = ["CLanes", "Formulas", "Landscapes", "Optimizers", "Trajectories", "Sweeps"]

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]
  if isSmall, !isFast.contains(target.name) {
    target.swiftSettings?.append(.unsafeFlags(["-Osize"]))
  }
}

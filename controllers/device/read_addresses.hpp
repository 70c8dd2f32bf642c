#pragma once

#include "controllers/device/profile.hpp"
#include "controllers/device/toml_reading.hpp"

#include <optional>
#include <string>
#include <vector>

namespace clave {

/// How many controls lie how.
struct Shape {
    int rows = 1;
    int cols = 1;
};

/// The addresses of a block of controls: a first one and steps, or a list.
class Addresses {
public:
    using Kind = SurfaceEvent::Kind;

    [[nodiscard]] bool isGiven() const noexcept { return kind.has_value(); }
    /// Of the control in place `index`, row by row.
    [[nodiscard]] Address at(int index) const noexcept;
    /// What is wrong with it, or empty.
    [[nodiscard]] std::string faultAt(int index) const;

    std::optional<Kind> kind;
    int number = 0;
    std::vector<std::int64_t> numbers;  ///< instead, one for each
    int perRow = 0;
    int perCol = 1;
    int channel = 1;  ///< 0: any
    int channelStep = 0;
    int cols = 1;

private:
    [[nodiscard]] int numberAt(int index) const noexcept;
    [[nodiscard]] int channelAt(int index) const noexcept;
};

/// note, cc, nrpn, bend, pressure, program or a list, with their steps and channel. What is not given is
/// taken from `base`, if there is one.
[[nodiscard]] Addresses readAddresses(
    TomlFields& fields, const Shape& shape, const std::optional<Addresses>& base);

/// One of a table of names: ccs = { play = 85, stop = 86 }.
struct NamedAddress {
    std::string name;
    Addresses address;
};
/// In the order of the file.
[[nodiscard]] std::vector<NamedAddress> readNamedAddresses(TomlFields& fields);

}  // namespace clave

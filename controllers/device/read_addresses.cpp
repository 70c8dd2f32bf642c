#include "controllers/device/read_addresses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>

namespace clave {
namespace {
using Kind = Addresses::Kind;

constexpr Range kStep {-128, 128};
constexpr Range kNumber {0, 127};
constexpr Range kNrpn {0, 16383};

int most(Kind kind)
{
    return kind == Kind::Nrpn ? 16383 : 127;
}

/// "60:32", msb and lsb.
std::optional<int> parseNrpn(std::string_view text)
{
    int msb = -1;
    int lsb = -1;
    const char* const end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, msb);
    if (first.ec != std::errc {} || first.ptr == end || *first.ptr != ':')
        return std::nullopt;
    const auto second = std::from_chars(first.ptr + 1, end, lsb);
    if (second.ec != std::errc {} || second.ptr != end || msb < 0 || msb > 127 || lsb < 0 || lsb > 127)
        return std::nullopt;
    return msb * 128 + lsb;
}

void set(Addresses& to, Kind kind, std::optional<std::int64_t> number)
{
    to.kind = kind;
    to.number = static_cast<int>(number.value_or(0));
    to.numbers.clear();
}

void readNrpn(TomlFields& fields, Addresses& to)
{
    const auto text = fields.text("nrpn");
    if (!text)
        return;
    const auto number = parseNrpn(*text);
    if (!number)
        fields.fault("nrpn", fmt::format("nrpn is \"{}\"; write msb and lsb as in \"60:32\"", *text));
    set(to, Kind::Nrpn, number);
}

void readNumber(TomlFields& fields, Addresses& to)
{
    constexpr std::array<std::string_view, 8> kKeys {
        "note", "cc", "nrpn", "notes", "ccs", "bend", "pressure", "program"};
    const auto given = std::ranges::count_if(kKeys, [&](std::string_view key) { return fields.has(key); });
    if (given > 1)
        fields.fault("give one of note, cc, nrpn, notes, ccs, bend, pressure, program");
    if (fields.has("note"))
        set(to, Kind::NoteOn, fields.whole("note", kNumber));
    else if (fields.has("cc"))
        set(to, Kind::Cc, fields.whole("cc", kNumber));
    else if (fields.has("nrpn"))
        readNrpn(fields, to);
    else if (fields.flag("bend"))
        set(to, Kind::Bend, 0);
    else if (fields.flag("pressure"))
        set(to, Kind::Pressure, 0);
    else if (fields.flag("program"))
        set(to, Kind::Program, 0);
}

void readList(TomlFields& fields, Addresses& to, std::string_view key, Kind kind, int count)
{
    if (!fields.has(key))
        return;
    to.numbers = fields.wholes(key, kNumber);
    to.kind = kind;
    if (static_cast<int>(to.numbers.size()) != count) {
        fields.fault(key, fmt::format("{} has {} numbers for {} controls", key, to.numbers.size(), count));
        to.numbers.clear();
    }
}

/// 1 to 16, or "any" as 0.
void readChannel(TomlFields& fields, Addresses& to)
{
    const toml::node* const node = fields.get("channel");
    if (node == nullptr)
        return;
    if (node->value<std::string_view>() == "any")
        to.channel = 0;
    else if (const auto channel = fields.whole("channel", range::kChannel))
        to.channel = static_cast<int>(*channel);
}
}  // namespace

int Addresses::numberAt(int index) const noexcept
{
    if (!numbers.empty())
        return static_cast<int>(numbers[std::min(static_cast<std::size_t>(index), numbers.size() - 1)]);
    if (kind == Kind::Bend || kind == Kind::Pressure || kind == Kind::Program)
        return 0;
    return number + perRow * (index / cols) + perCol * (index % cols);
}

int Addresses::channelAt(int index) const noexcept
{
    return channel + channelStep * index;
}

Address Addresses::at(int index) const noexcept
{
    return {kind.value_or(Kind::NoteOn), static_cast<std::uint8_t>(std::clamp(channelAt(index), 0, 16)),
        static_cast<std::uint16_t>(std::clamp(numberAt(index), 0, 16383))};
}

std::string Addresses::faultAt(int index) const
{
    const int highest = most(kind.value_or(Kind::NoteOn));
    if (const int its = numberAt(index); its < 0 || its > highest)
        return fmt::format("its number would be {}; allowed are 0 to {}", its, highest);
    if (const int its = channelAt(index); its < 0 || its > 16)
        return fmt::format("its channel would be {}; allowed are 1 to 16", its);
    return {};
}

Addresses readAddresses(TomlFields& fields, const Shape& shape, const std::optional<Addresses>& base)
{
    Addresses read = base.value_or(Addresses {});
    const int count = shape.rows * shape.cols;
    read.cols = shape.cols;
    readNumber(fields, read);
    readList(fields, read, "notes", Kind::NoteOn, count);
    readList(fields, read, "ccs", Kind::Cc, count);
    if (base) {
        // The number that SysEx calls the light by.
        if (const auto led = fields.whole("number", kNumber)) {
            read.number = static_cast<int>(*led);
            read.numbers.clear();
        }
    }
    readChannel(fields, read);
    if (const auto step = fields.whole("channel_step", {-15, 15}))
        read.channelStep = static_cast<int>(*step);
    if (const auto step = fields.whole("step", kStep)) {
        read.perCol = static_cast<int>(*step);
        read.perRow = read.perCol * read.cols;
    } else if (!base) {
        read.perRow = read.cols;
    }
    if (const auto step = fields.whole("per_col", kStep))
        read.perCol = static_cast<int>(*step);
    if (const auto step = fields.whole("per_row", kStep))
        read.perRow = static_cast<int>(*step);
    return read;
}

std::vector<NamedAddress> readNamedAddresses(TomlFields& fields)
{
    Addresses base;
    readChannel(fields, base);
    std::vector<std::pair<toml::source_position, NamedAddress>> read;
    for (const auto& [key, kind] : {std::pair {"notes", Kind::NoteOn}, std::pair {"ccs", Kind::Cc}}) {
        const toml::table* const table = fields.table(key);
        if (table == nullptr)
            continue;
        TomlFields names(*table, key, fields.faults());
        for (const auto& [name, node] : *table) {
            set(base, kind, names.whole(name.str(), kNumber));
            read.push_back({name.source().begin, {std::string(name.str()), base}});
        }
    }
    std::ranges::sort(
        read, {}, [](const auto& each) { return std::pair {each.first.line, each.first.column}; });
    std::vector<NamedAddress> all;
    for (auto& each : read)
        all.push_back(std::move(each.second));
    if (all.empty())
        fields.fault("[[buttons]] needs names and numbers: [buttons.ccs] play = 85");
    return all;
}

}  // namespace clave

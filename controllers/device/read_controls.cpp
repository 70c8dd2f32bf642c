#include "controllers/device/profile_reading.hpp"
#include "controllers/device/profile_words.hpp"
#include "controllers/device/read_addresses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace clave {
namespace {
using Kind = Control::Kind;

struct Table {
    std::string_view word;
    Kind kind;
};
constexpr std::array<Table, 7> kTables {
    {{"grid", Kind::Pad}, {"strip", Kind::Button}, {"button", Kind::Button}, {"buttons", Kind::Button},
        {"encoder", Kind::Encoder}, {"fader", Kind::Fader}, {"light", Kind::Light}}};

constexpr std::array<std::string_view, 4> kPlaceWords {"top", "right", "left", "bottom"};
constexpr std::array<Block::Place, 4> kPlaces {
    Block::Place::Top, Block::Place::Right, Block::Place::Left, Block::Place::Bottom};
constexpr Range kCount {1, 64};
constexpr std::size_t kMostControls = 512;

/// One table of controls of a file.
struct Entry {
    Table table;
    const toml::table* node;
};

bool isName(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

class ControlsReader {
public:
    ControlsReader(ProfileReading& reading, const Entry& entry)
        : reading_(reading)
        , entry_(entry)
        , fields_(*entry.node, fmt::format("[[{}]]", entry.table.word), reading.faults)
    {
    }

    void read()
    {
        readShape();
        readControl();
        if (entry_.table.word == "buttons")
            addNamed();
        else
            addAll();
        fields_.done();
    }

private:
    [[nodiscard]] bool is(std::string_view word) const { return entry_.table.word == word; }

    void readShape()
    {
        if (is("grid")) {
            control_.group = fields_.text("group").value_or("pad");
            shape_.rows = static_cast<int>(fields_.whole("rows", kCount).value_or(1));
            shape_.cols = static_cast<int>(fields_.whole("cols", kCount).value_or(1));
            if (const auto from = fields_.pair("from", {0, 63}))
                from_ = {static_cast<int>(from->first), static_cast<int>(from->second)};
        } else if (is("button") || is("light")) {
            control_.group = fields_.needed("name");
        } else if (!is("buttons")) {
            readStrip();
        }
        if (!is("buttons") && !isName(control_.group) && !control_.group.empty())
            fields_.fault(fmt::format(
                "\"{}\" is no name for a control; write small letters, digits and _", control_.group));
        readPlace();
    }

    void readStrip()
    {
        const bool knows = is("encoder") || is("fader");
        control_.group = knows ? fields_.text("group").value_or(is("encoder") ? "knob" : "fader")
                               : fields_.needed("group");
        const int count = static_cast<int>(fields_.whole("count", kCount).value_or(1));
        shape_ = {1, count};
        if (fields_.has("rows") || fields_.has("cols")) {
            shape_.rows = static_cast<int>(fields_.whole("rows", kCount).value_or(1));
            shape_.cols = static_cast<int>(fields_.whole("cols", kCount).value_or(1));
        }
    }

    void readPlace()
    {
        block_.place = is("grid") ? Block::Place::At : Block::Place::Flow;
        if (const auto place = fields_.word("place", kPlaceWords))
            block_.place = kPlaces[*place];
        const auto at = fields_.pair("at", {-100.0, 100.0});
        if (at) {
            block_.place = Block::Place::At;
            block_.x = static_cast<float>(at->first);
            block_.y = static_cast<float>(at->second);
        }
        block_.height = entry_.table.kind == Kind::Fader ? 3.0F : 1.0F;
        if (const auto size = fields_.pair("size", {0.1, 20.0})) {
            block_.width = static_cast<float>(size->first);
            block_.height = static_cast<float>(size->second);
        }
        const bool beside = block_.place == Block::Place::Left || block_.place == Block::Place::Right;
        if (fields_.flag("down") || (beside && shape_.rows == 1))
            std::swap(shape_.rows, shape_.cols);
    }

    void readControl()
    {
        control_.kind = entry_.table.kind;
        control_.velocity = fields_.flag("velocity");
        control_.toggles = fields_.flag("toggles");
        if (const auto bits = fields_.whole("bits", {7, 14}))
            control_.bits14 = *bits == 14;
        if (const auto word = fields_.word("relative", kRelativeWords))
            control_.relative = static_cast<Relative>(*word);
        if (const auto word = fields_.word("confidence", kConfidenceWords))
            control_.guessed = static_cast<Profile::Confidence>(*word) == Profile::Confidence::Guessed;
        readLed();
    }

    void readLed()
    {
        const auto name = fields_.text("led");
        if (!name)
            return;
        std::vector<std::string_view> known;
        for (const LightDialect& light : reading_.profile.dialects)
            known.push_back(light.name);
        const auto found = std::ranges::find(known, *name);
        if (found == known.end())
            fields_.fault("led", fmt::format("there is no [led.{}]{}", *name, didYouMean(*name, known)));
        else
            control_.dialect = static_cast<std::int16_t>(found - known.begin());
    }

    /// One control for each place of the shape, all of one group.
    void addAll()
    {
        const Addresses in = readAddresses(fields_, shape_, std::nullopt);
        if (!in.isGiven() && !reading_.profile.isOsc)
            fields_.fault(
                fmt::format("[[{}]] needs the first number: note, cc, nrpn or bend", entry_.table.word));
        const Addresses out = readOut(in);
        block_.first = reading_.profile.controls.size();
        block_.rows = shape_.rows;
        block_.cols = shape_.cols;
        const std::size_t before = countOf(control_.group);
        if (before > 0 && (is("button") || is("light")))
            fields_.fault(fmt::format("there is another {}", control_.group));
        for (int i = 0; i < shape_.rows * shape_.cols; ++i) {
            Control control = control_;
            control.row = static_cast<std::uint8_t>(from_.first + i / shape_.cols);
            control.col = static_cast<std::uint8_t>(from_.second + i % shape_.cols);
            control.index = static_cast<std::uint8_t>(before + static_cast<std::size_t>(i));
            add(std::move(control), in, out, i);
        }
        reading_.blocks.push_back(block_);
    }

    /// One button a name: [buttons.ccs] play = 85.
    void addNamed()
    {
        for (const NamedAddress& named : readNamedAddresses(fields_)) {
            if (!isName(named.name))
                fields_.fault(fmt::format(
                    "\"{}\" is no name for a control; write small letters, digits and _", named.name));
            Control control = control_;
            control.group = named.name;
            if (countOf(control.group) > 0)
                fields_.fault(fmt::format("there is another {}", control.group));
            Block block = block_;
            block.place = Block::Place::Flow;
            block.first = reading_.profile.controls.size();
            add(std::move(control), named.address, named.address, 0);
            reading_.blocks.push_back(block);
        }
    }

    [[nodiscard]] std::size_t countOf(const std::string& group) const
    {
        const std::vector<Control>& all = reading_.profile.controls;
        return static_cast<std::size_t>(std::ranges::count(all, group, &Control::group));
    }

    Addresses readOut(const Addresses& in)
    {
        const toml::table* const table = fields_.table("out");
        if (table == nullptr)
            return in;
        if (control_.dialect < 0)
            fields_.fault("out", "out says where the light is, but there is no led");
        TomlFields out(*table, "out", reading_.faults);
        const Addresses read = readAddresses(out, shape_, in);
        out.done();
        return read;
    }

    void add(Control control, const Addresses& in, const Addresses& out, int index)
    {
        control.in = in.at(index);
        control.out = out.at(index);
        if (const std::string fault = in.faultAt(index); !fault.empty())
            fields_.fault(fmt::format("{}: {}", controlName(reading_.profile, control), fault));
        if (const std::string fault = out.faultAt(index); !fault.empty() && entry_.node->contains("out"))
            fields_.fault(fmt::format("the light of {}: {}", controlName(reading_.profile, control), fault));
        if (control.out.channel == 0)
            control.out.channel = 1;
        reading_.profile.controls.push_back(std::move(control));
        reading_.places.push_back(entry_.node->source());
    }

    ProfileReading& reading_;
    const Entry& entry_;
    TomlFields fields_;
    Shape shape_;
    std::pair<int, int> from_ {0, 0};
    Block block_;
    Control control_;
};

/// Rows and columns of a group of several grids are those of all together, and so is the order.
void numberPads(Profile& profile)
{
    for (const Control& control : profile.controls) {
        if (control.kind == Kind::Pad && control.group == "pad") {
            profile.rows = std::max(profile.rows, static_cast<std::uint8_t>(control.row + 1));
            profile.cols = std::max(profile.cols, static_cast<std::uint8_t>(control.col + 1));
        }
    }
    for (Control& control : profile.controls) {
        if (control.kind == Kind::Pad && control.group == "pad")
            control.index = static_cast<std::uint8_t>(control.row * profile.cols + control.col);
    }
}
}  // namespace

void readControls(ProfileReading& reading, TomlFields& file)
{
    std::vector<Entry> entries;
    for (const Table& table : kTables) {
        for (const toml::table* const node : file.tables(table.word))
            entries.push_back({table, node});
    }
    // In the order of the file, which the order on the device follows.
    std::ranges::stable_sort(entries, {}, [](const Entry& entry) { return entry.node->source().begin.line; });
    for (const Entry& entry : entries) {
        if (reading.profile.controls.size() < kMostControls)
            ControlsReader(reading, entry).read();
    }
    if (reading.profile.controls.size() > kMostControls)
        file.fault(fmt::format(
            "there are {} controls; allowed are {}", reading.profile.controls.size(), kMostControls));
    numberPads(reading.profile);
    layOut(reading.profile.controls, reading.blocks);
}

}  // namespace clave

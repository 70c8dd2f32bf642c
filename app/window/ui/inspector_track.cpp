#include "app/window/ui/edits.hpp"
#include "app/window/ui/inspector_fields.hpp"
#include "app/window/ui/view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

namespace clave {
namespace {
InspectorField trackField(
    Context& ui, std::size_t track, ValueField look, std::function<void(Track&, double)> change)
{
    return {std::move(look), [&ui, track, change = std::move(change)](double value, std::uint64_t gesture) {
                Track changed = *ui.song().tracks[track];
                changed.slots.clear();
                change(changed, value);
                ui.asks.command(SetTrack {track, std::move(changed)}, gesture);
            }};
}

InspectorField patternField(
    Context& ui, const Cursor& at, ValueField look, std::function<void(Pattern&, double)> change)
{
    return {std::move(look), [&ui, at, change = std::move(change)](double value, std::uint64_t gesture) {
                const Pattern* const pattern = shownPattern(ui, at.pattern.track);
                Pattern changed = pattern != nullptr ? *pattern : Pattern {};
                change(changed, value);
                ui.asks.command(
                    SetPattern {at.pattern, std::make_shared<const Pattern>(std::move(changed))}, gesture);
            }};
}

/// All rates from slowest to fastest.
const std::vector<Rate>& rates()
{
    static const std::vector<Rate> kRates = [] {
        std::vector<Rate> all;
        for (int power = -3; power <= 3; ++power) {
            for (const auto feel : {Rate::Feel::Dotted, Rate::Feel::Straight, Rate::Feel::Triplet})
                all.push_back({static_cast<std::int8_t>(power), feel});
        }
        std::ranges::sort(all, [](const Rate& a, const Rate& b) { return a.step() > b.step(); });
        return all;
    }();
    return kRates;
}

ValueField number(const char* name, const char* words, double value, double least, double most, double normal,
    std::string shown)
{
    return {.name = name,
        .words = words,
        .value = value,
        .least = least,
        .most = most,
        .step = 1.0,
        .normal = normal,
        .shown = std::move(shown)};
}

std::string semitones(int count)
{
    return count == 0 ? "none" : fmt::format("{:+} semitone{}", count, std::abs(count) == 1 ? "" : "s");
}
}  // namespace

std::vector<InspectorField> trackFields(Context& ui)
{
    if (ui.song().tracks.empty())
        return {};
    const std::size_t index = cursor(ui).pattern.track;
    const Track& track = *ui.song().tracks[index];
    const int channel = track.destination.channel.as1to16();
    std::vector<InspectorField> fields;
    fields.push_back(trackField(ui, index,
        number("track.channel", "Channel", channel, 1, 16, channel, std::to_string(channel)),
        [](Track& t, double v) { t.destination.channel = Channel::from1to16(static_cast<int>(v)); }));
    const auto& ports = ui.song().ports;
    std::vector<std::string> names {""};
    for (const auto& port : ports) {
        if (!port.name.empty())
            names.push_back(port.name);
    }
    const auto found = std::ranges::find(names, track.destination.port);
    const auto port = found == names.end() ? 0 : found - names.begin();
    fields.push_back(trackField(ui, index,
        number("track.port", "Output", static_cast<double>(port), 0, static_cast<double>(names.size() - 1), 0,
            track.destination.port.empty() ? "main output" : track.destination.port),
        [names](Track& t, double v) { t.destination.port = names[static_cast<std::size_t>(v)]; }));
    fields.push_back(trackField(ui, index,
        number("track.transpose", "Transpose", track.transpose, -48, 48, 0, semitones(track.transpose)),
        [](Track& t, double v) { t.transpose = static_cast<std::int8_t>(v); }));
    fields.push_back(trackField(ui, index,
        number(
            "track.after", "After scale", track.transposeAfter, -48, 48, 0, semitones(track.transposeAfter)),
        [](Track& t, double v) { t.transposeAfter = static_cast<std::int8_t>(v); }));
    fields.push_back(trackField(ui, index, switchField("track.scale", "Keep to scale", track.scaleLock),
        [](Track& t, double v) { t.scaleLock = v > 0.5; }));
    fields.push_back(trackField(ui, index,
        number("track.velocity", "Velocity", track.velocityScale, 0, 200, 100,
            fmt::format("{} %", track.velocityScale)),
        [](Track& t, double v) { t.velocityScale = static_cast<std::uint16_t>(v); }));
    fields.push_back(trackField(ui, index,
        number("track.color", "Color", track.color, 0, kMaxColor, 0,
            track.color == 0 ? "by itself" : std::to_string(track.color)),
        [](Track& t, double v) { t.color = static_cast<std::uint8_t>(v); }));
    ValueField ring = switchField("track.ring", "When muted", track.muteStyle == MuteStyle::LetRing);
    ring.shown = track.muteStyle == MuteStyle::LetRing ? "let ring" : "cut";
    fields.push_back(trackField(ui, index, std::move(ring),
        [](Track& t, double v) { t.muteStyle = v > 0.5 ? MuteStyle::LetRing : MuteStyle::Cut; }));
    fields.push_back(trackField(ui, index, switchField("track.lock", "Edit lock", track.editLock),
        [](Track& t, double v) { t.editLock = v > 0.5; }));
    return fields;
}

std::vector<InspectorField> patternFields(Context& ui)
{
    if (ui.song().tracks.empty())
        return {};
    const Cursor at = cursor(ui);
    const Pattern* const found = shownPattern(ui, at.pattern.track);
    static const Pattern kEmpty;
    const Pattern& pattern = found != nullptr ? *found : kEmpty;
    constexpr std::array<const char*, 6> kDirections {
        "forward", "backward", "there and back, ends twice", "there and back, ends once", "random", "walk"};
    std::vector<InspectorField> fields;
    const auto last = static_cast<double>(pattern.steps.size());
    fields.push_back(patternField(ui, at,
        number("pattern.first", "Plays from", pattern.first + 1.0, 1, pattern.last + 1.0, 1,
            fmt::format("step {}", pattern.first + 1)),
        [](Pattern& p, double v) { p.first = static_cast<std::uint8_t>(v - 1); }));
    fields.push_back(patternField(ui, at,
        number("pattern.last", "Plays to", pattern.last + 1.0, pattern.first + 1.0, last, last,
            fmt::format("step {}", pattern.last + 1)),
        [](Pattern& p, double v) { p.last = static_cast<std::uint8_t>(v - 1); }));
    const auto rate = std::ranges::find(rates(), pattern.rate) - rates().begin();
    fields.push_back(patternField(ui, at,
        number("pattern.rate", "Rate", static_cast<double>(rate), 0, static_cast<double>(rates().size() - 1),
            static_cast<double>(std::ranges::find(rates(), Rate {}) - rates().begin()), pattern.rate.name()),
        [](Pattern& p, double v) { p.rate = rates()[static_cast<std::size_t>(v)]; }));
    const auto direction = static_cast<std::size_t>(pattern.direction);
    fields.push_back(patternField(ui, at,
        number("pattern.direction", "Direction", static_cast<double>(direction), 0, 5, 0,
            kDirections[direction]),
        [](Pattern& p, double v) { p.direction = static_cast<Direction>(v); }));
    ValueField sync = switchField("pattern.free", "Runs", pattern.sync == Sync::Free);
    sync.shown = pattern.sync == Sync::Free ? "free" : "with the song";
    fields.push_back(patternField(ui, at, std::move(sync),
        [](Pattern& p, double v) { p.sync = v > 0.5 ? Sync::Free : Sync::Aligned; }));
    const double swing = pattern.swing ? pattern.swing->percent : ui.song().swing.percent;
    fields.push_back(patternField(ui, at,
        number("pattern.swing", "Swing", swing, Swing::kLeast, Swing::kMost, Swing::kStraight,
            pattern.swing ? fmt::format("{:.4g} %", swing) : fmt::format("song's {:.4g} %", swing)),
        [song = ui.song().swing](Pattern& p, double v) {
            Swing changed = p.swing.value_or(song);
            changed.percent = v;
            p.swing = changed;
        }));
    std::vector<std::string> grooves {""};
    for (const auto& groove : ui.song().grooves)
        grooves.push_back(groove.name);
    const auto groove = std::ranges::find(grooves, pattern.groove) - grooves.begin();
    fields.push_back(patternField(ui, at,
        number("pattern.groove", "Groove", static_cast<double>(groove), 0,
            static_cast<double>(grooves.size() - 1), 0, pattern.groove.empty() ? "none" : pattern.groove),
        [grooves](Pattern& p, double v) { p.groove = grooves[static_cast<std::size_t>(v)]; }));
    fields.push_back(patternField(ui, at,
        number("pattern.program", "Program", pattern.program ? *pattern.program + 1.0 : 0.0, 0, 128, 0,
            pattern.program ? std::to_string(*pattern.program + 1) : "none"),
        [](Pattern& p, double v) {
            if (v < 1.0) {
                p.program.reset();
                p.bank.reset();
            } else {
                p.program = static_cast<std::uint8_t>(v - 1);
            }
        }));
    return fields;
}

}  // namespace clave

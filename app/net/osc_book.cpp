#include "app/net/osc_book.hpp"

#include "core/engine/lane_edit.hpp"
#include "core/io/json_tree.hpp"
#include "core/io/song_words.hpp"
#include "core/model/step_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace clave {
namespace {
using Parts = std::vector<std::string_view>;

struct Group {
    std::string_view title;
    std::span<const OscRow> (*rows)();
};
constexpr std::array<Group, 4> kGroups {{{"Playing", oscPlayRows}, {"Steps and lanes", oscStepRows},
    {"Asking", oscGetRows}, {"News, scripts, commands", oscTalkRows}}};

Parts partsOf(std::string_view address)
{
    Parts parts;
    while (!address.empty()) {
        address.remove_prefix(1);  // the slash
        const std::size_t end = std::min(address.find('/'), address.size());
        parts.push_back(address.substr(0, end));
        address.remove_prefix(end);
    }
    return parts;
}

/// What stands in an address for each part in braces.
struct Found {
    std::string_view track;
    std::string_view at;
    std::string_view step;
    std::string_view scene;
    std::string_view script;
    std::string_view name;
    StepTarget lane;
};

bool hasNumberedLane(std::string_view word)
{
    return word == "cc" || word == "cc14" || word == "nrpn";
}

/// Does the rest of the parts match the rest of the row's? Fills `found`.
bool matches(std::span<const std::string_view> parts, std::span<const std::string_view> row, Found& found)
{
    for (std::size_t i = 0; i < row.size(); ++i) {
        const std::string_view word = row[i];
        if (word == "{at}") {
            const bool isGiven = parts.size() >= 2 && parts[0] == "pattern";
            if (isGiven)
                found.at = parts[1];
            parts = parts.subspan(isGiven ? 2 : 0);
            continue;
        }
        if (parts.empty())
            return false;
        const std::string_view part = parts[0];
        if (word == "{lane}") {
            const bool isNumbered = hasNumberedLane(part) && parts.size() >= 2;
            const auto lane = isNumbered ? findLane(fmt::format("{} {}", part, parts[1])) : findLane(part);
            if (!lane)
                return false;
            found.lane = *lane;
            parts = parts.subspan(isNumbered ? 2 : 1);
            continue;
        }
        parts = parts.subspan(1);
        if (word == "{track}")
            found.track = part;
        else if (word == "{slot}")
            found.at = part;
        else if (word == "{step}")
            found.step = part;
        else if (word == "{scene}")
            found.scene = part;
        else if (word == "{script}")
            found.script = part;
        else if (word == "{name}")
            found.name = part;
        else if (word != part)
            return false;
    }
    return parts.empty();
}

Result<std::size_t> number(std::string_view part, const char* what, std::size_t most)
{
    const auto value = parseWhole(part);
    if (!value || *value < 1 || static_cast<std::size_t>(*value) > most)
        return fail(most == 0 ? fmt::format("There is no {}.", what)
                              : fmt::format("The {} must be 1 to {}, not {}.", what, most, shownText(part)));
    return static_cast<std::size_t>(*value) - 1;
}

/// The index of a thing by its number from 1 or its name.
template <typename NameOf>
Result<std::size_t> find(std::string_view part, const char* what, std::size_t count, NameOf nameOf)
{
    if (parseWhole(part))
        return number(part, what, count);
    for (std::size_t i = 0; i < count; ++i) {
        if (nameOf(i) == part)
            return i;
    }
    return fail(fmt::format(
        "There is no {} of the name {}; names are written as in the window.", what, shownText(part)));
}

Result<std::vector<std::size_t>> findTracks(std::string_view part, const Song& song)
{
    std::vector<std::size_t> tracks;
    if (isOscPattern(part)) {
        const std::string pattern(part);
        for (std::size_t i = 0; i < song.tracks.size(); ++i) {
            if (matchesOsc(std::to_string(i + 1), pattern) || matchesOsc(song.tracks[i]->name, pattern))
                tracks.push_back(i);
        }
        if (tracks.empty())
            return fail(fmt::format("No track matches {}.", shownText(part)));
        return tracks;
    }
    return find(part, "track", song.tracks.size(), [&](std::size_t i) {
        return song.tracks[i]->name;
    }).map([](std::size_t track) { return std::vector {track}; });
}

Result<void> resolve(const Found& found, OscAsk& ask)
{
    const Song& song = ask.song();
    if (!found.track.empty()) {
        auto tracks = findTracks(found.track, song);
        if (!tracks)
            return tl::unexpected(tracks.error());
        ask.tracks = std::move(*tracks);
    }
    if (!found.at.empty()) {
        const auto slot = number(found.at, "pattern", kMaxSlots);
        if (!slot)
            return tl::unexpected(slot.error());
        ask.slot = *slot;
    }
    if (!found.step.empty()) {
        const auto step = number(found.step, "step", kMaxSteps);
        if (!step)
            return tl::unexpected(step.error());
        ask.step = *step;
    }
    if (!found.scene.empty()) {
        const auto scene = find(
            found.scene, "scene", song.scenes.size(), [&](std::size_t i) { return song.scenes[i].name; });
        if (!scene)
            return tl::unexpected(scene.error());
        ask.scene = *scene;
    }
    ask.lane = found.lane;
    ask.script = found.script;
    ask.name = found.name;
    return {};
}

/// Every row with its address in parts, once.
const std::vector<std::pair<Parts, const OscRow*>>& allRows()
{
    static const auto all = [] {
        std::vector<std::pair<Parts, const OscRow*>> rows;
        for (const Group& group : kGroups) {
            for (const OscRow& row : group.rows())
                rows.emplace_back(partsOf(row.address), &row);
        }
        return rows;
    }();
    return all;
}

/// A row's address with what was asked for in the place of its braces; `lane` for {lane}.
std::string likeAsked(const Parts& row, const Parts& asked, std::string_view lane)
{
    std::string text;
    std::size_t at = 0;
    for (const std::string_view word : row) {
        if (word == "{at}") {
            const bool isGiven = at + 1 < asked.size() && asked[at] == "pattern";
            text += isGiven ? fmt::format("/pattern/{}", asked[at + 1]) : "";
            at += isGiven ? 2 : 0;
            continue;
        }
        const bool isOpen = word.starts_with('{') && word != "{lane}" && at < asked.size();
        text += fmt::format("/{}", word == "{lane}" ? lane : isOpen ? asked[at] : word);
        ++at;
    }
    return text;
}

/// The address that was probably meant, or empty.
std::string meant(const Parts& asked)
{
    std::vector<std::string> known;
    for (const auto& [row, unused] : allRows()) {
        const bool hasLane = row.back() == "{lane}";
        for (const std::string_view lane : hasLane ? laneNames() : std::vector<std::string_view> {{}})
            known.push_back(likeAsked(row, asked, lane));
    }
    std::string wrong;
    for (const std::string_view part : asked)
        wrong += fmt::format("/{}", part);
    const std::vector<std::string_view> views(known.begin(), known.end());
    return std::string(closest(wrong, views));
}
}  // namespace

Result<void> obeyOsc(const OscMessage& message, OscDoer& doer)
{
    constexpr std::size_t kMostParts = 12;
    const Parts parts = partsOf(message.path);
    for (const auto& [words, row] : allRows()) {
        Found found;
        if (parts.size() > kMostParts || !matches(parts, words, found))
            continue;
        OscAsk ask {message, doer, {}, {}, 0, 0, {}, {}, {}, false};
        if (auto ok = resolve(found, ask); !ok)
            return ok;
        return row->obey(ask);
    }
    const std::string near = parts.size() > kMostParts ? "" : meant(parts);
    return fail(fmt::format("There is no address {}{}", shownText(message.path),
        near.empty() ? "; app/net/README.md lists them." : fmt::format("; did you mean \"{}\"?", near)));
}

std::string oscGuide()
{
    std::string guide;
    for (const Group& group : kGroups) {
        guide +=
            fmt::format("### {}\n\n| address | values | what it does |\n| --- | --- | --- |\n", group.title);
        for (const OscRow& row : group.rows()) {
            std::string address(row.address);
            if (const auto at = address.find("/{at}"); at != std::string::npos)
                address.replace(at, 5, "[/pattern/N]");
            guide += fmt::format("| `{}` | {} | {} |\n", address, row.values, row.help);
        }
        guide += '\n';
    }
    return guide;
}

}  // namespace clave

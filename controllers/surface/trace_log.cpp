#include "controllers/surface/trace_log.hpp"

#include "controllers/device/profile_words.hpp"
#include "controllers/midi/event_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace clave {
namespace {
std::string place(const Map& map, int line)
{
    return fmt::format(" ({}:{})", std::filesystem::path(map.file).filename().string(), line);
}

/// What stands for {name} in an action's sentence.
std::string shown(const BoundAction& action, std::size_t at, const LinearInput& in)
{
    const ArgumentInfo& info = action.info->arguments[at];
    if (info.kind == ArgumentInfo::Kind::Word)
        return action.word;
    if (!action.numbers[at])
        return "that is chosen";
    const double value = valueOf(*action.numbers[at], in);
    return fmt::format("{:g}", info.kind == ArgumentInfo::Kind::Place ? value + 1.0 : value);
}
}  // namespace

TraceLog::Entry& TraceLog::add(TimePoint time) noexcept
{
    Entry& entry = entries_[++last_ % kMost];
    entry = Entry {};
    entry.number = last_;
    entry.time = time;
    return entry;
}

TraceLog::Entry& TraceLog::latest(TimePoint time) noexcept
{
    Entry& entry = entries_[last_ % kMost];
    const bool isOpen = entry.bind < 0 && entry.chain < 0 && !entry.isGuests;
    return last_ > first_ && isOpen && entry.time == time ? entry : add(time);
}

std::string inWords(const ControlInput& input, const Profile& profile)
{
    const std::string name = controlName(profile, profile.controls[input.control]);
    switch (input.what) {
    case ControlInput::What::Press:
        return fmt::format("{} pressed, {}", name, input.value);
    case ControlInput::What::Release:
        return name + " let go";
    case ControlInput::What::Move:
        return fmt::format("{} at {}", name, input.value);
    case ControlInput::What::Turn:
        return fmt::format("{} turned by {:+}", name, input.delta);
    case ControlInput::What::Pressure:
        return fmt::format("{} pushed, {}", name, input.value);
    }
    return name;
}

std::string inWords(const BoundAction& action, const LinearInput& in)
{
    if (action.info == nullptr)
        return "only shows a light";
    std::string text;
    for (std::string_view rest = action.info->sentence; !rest.empty();) {
        const std::size_t open = std::min(rest.find('{'), rest.size());
        text += rest.substr(0, open);
        rest.remove_prefix(open);
        const std::size_t close = rest.find('}');
        if (close == std::string_view::npos)
            continue;
        const std::size_t at = action.info->indexOf(rest.substr(1, close - 1));
        if (at < ActionInfo::kMostArguments)
            text += shown(action, at, in);
        rest.remove_prefix(close + 1);
    }
    if (action.info->id == ActionId::Hook)
        text += " \"" + action.word + "\"";
    return text;
}

std::string inWords(const BoundBind& bind, const LinearInput& in, const Map& map)
{
    if (bind.layer >= 0) {
        const LayerBind& layer = map.layers[static_cast<std::size_t>(bind.layer)];
        return "goes to the layer " + layer.name + place(map, layer.line);
    }
    return inWords(bind.action, in) + place(map, map.binds[static_cast<std::size_t>(bind.bind)].line);
}

std::vector<SurfaceTrace> TraceLog::since(std::uint64_t number, const BoundMap& map) const
{
    std::vector<SurfaceTrace> found;
    const std::uint64_t oldest = last_ < kMost ? 1 : last_ - kMost + 1;
    for (std::uint64_t at = std::max({oldest, first_ + 1, number + 1}); at <= last_; ++at) {
        const Entry& entry = entries_[at % kMost];
        SurfaceTrace trace {entry.number, entry.time, "", "", -1, entry.chain};
        LinearInput in;
        if (entry.input) {
            trace.what = inWords(*entry.input, map.profile());
            in = map.placeOf(entry.input->control, entry.input->value);
        } else {
            trace.what = describe(entry.event);
            in.value = entry.event.value;
        }
        if (entry.bind >= 0) {
            const BoundBind& bind = map.bind(static_cast<std::uint16_t>(entry.bind));
            trace.bind = bind.bind;
            trace.why = inWords(bind, in, map.map());
        } else if (entry.chain >= 0) {
            const auto chain = static_cast<std::size_t>(entry.chain);
            trace.why = fmt::format("chain {}: {}{}", map.map().chains[chain].chain.name,
                inWords(map.chain(chain), in), place(map.map(), map.map().chains[chain].line));
        } else {
            trace.why = entry.isGuests ? "a script hears it" : "nothing is bound to it";
        }
        if (entry.isBlocked)
            trace.why += "; turn it to where the value is first";
        else if (entry.wasIdle)
            trace.why += "; there was nothing to do it with";
        found.push_back(std::move(trace));
    }
    return found;
}

}  // namespace clave

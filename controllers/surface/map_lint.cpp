#include "controllers/surface/map_lint.hpp"

#include "controllers/device/profile_words.hpp"
#include "controllers/device/toml_reading.hpp"
#include "controllers/map/map_library.hpp"
#include "controllers/map/selector.hpp"
#include "controllers/rules/rule_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

namespace clave {
namespace {
std::string sentenceAt(const Map& map, int line, std::string_view what)
{
    return line > 0 ? fmt::format("{}:{}: {}", map.file, line, what) : fmt::format("{}: {}", map.file, what);
}

/// The last row, column or place of a group that a device has; -1: none.
int lastOf(const Profile& profile, std::string_view group, std::uint8_t Control::* place)
{
    int last = -1;
    for (const Control& control : profile.controls) {
        if (control.group == group)
            last = std::max<int>(last, control.*place);
    }
    return last;
}

/// On one of the devices that it names.
class MapLint {
public:
    MapLint(const Map& map, const Profile& profile) : map_(map), profile_(profile) {}

    std::vector<std::string> look()
    {
        for (const Bind& bind : map_.binds)
            lookAtBind(bind);
        for (const LayerBind& layer : map_.layers)
            lookAtLayer(layer);
        lookAtControls();
        return std::move(sentences_);
    }

private:
    void add(int line, std::string_view what) { sentences_.push_back(sentenceAt(map_, line, what)); }

    /// Whether all that is meant is there; `line` where it is written.
    void lookAtSelector(const Selector& on, const ParsedSelector& selector, int line)
    {
        std::vector<std::string_view> groups;
        for (const Control& control : profile_.controls)
            groups.push_back(control.group);
        if (std::ranges::find(groups, selector.group) == groups.end()) {
            add(line,
                fmt::format("{} has no {}{}{}", profile_.name, on.text,
                    didYouMean(selector.group, groups).empty() ? "." : "",
                    didYouMean(selector.group, groups)));
            return;
        }
        const auto check = [&](ParsedSelector::Run run, const char* what, std::uint8_t Control::* place) {
            const int last = lastOf(profile_, selector.group, place);
            const int meant = run.last == ParsedSelector::Run {}.last ? run.first : run.last;
            if (meant > last)
                add(line,
                    fmt::format("{} asks for {} {}, but the {} of {} go from 0 to {}.", on.text, what, meant,
                        what == std::string_view("number") ? std::string(selector.group) + "s"
                                                           : std::string(what) + "s",
                        profile_.name, last));
        };
        if (selector.dimensions == 1)
            check(selector.row, "number", &Control::index);
        if (selector.dimensions == 2) {
            check(selector.row, "row", &Control::row);
            check(selector.col, "column", &Control::col);
        }
    }

    void lookAtBind(const Bind& bind)
    {
        const auto selector = parseSelector(bind.on.text);
        if (!selector || selector->kind != ParsedSelector::Kind::Controls)
            return;
        lookAtSelector(bind.on, *selector, bind.line);
        const auto controls = controlsOf(*selector, profile_);
        for (const std::uint16_t control : controls) {
            used_[control] = true;
            if (bind.action.empty())
                continue;
            const auto key = std::tuple {control, bind.layer, bind.gesture, bind.priority, controls.size()};
            const auto [other, isFirst] = seen_.emplace(key, bind.line);
            if (isFirst || other->second < 0)
                continue;
            add(bind.line,
                fmt::format("{} does something by the same gesture already (line {}); only this one counts.",
                    controlName(profile_, profile_.controls[control]), other->second));
            other->second = -1;
        }
    }

    void lookAtLayer(const LayerBind& layer)
    {
        if (const auto selector = parseSelector(layer.on.text); selector && !layer.on.text.empty()) {
            lookAtSelector(layer.on, *selector, layer.line);
            for (const std::uint16_t control : controlsOf(*selector, profile_))
                used_[control] = true;
        }
        const bool isReached =
            !layer.on.text.empty() || std::ranges::any_of(map_.binds, [&](const Bind& bind) {
                return bind.action == "layer.set"
                    && std::ranges::any_of(bind.arguments,
                        [&](const Argument& argument) { return argument.word == layer.name; });
            });
        if (!isReached && map_.firstLayer != layer.name)
            add(layer.line, fmt::format("nothing goes to the layer {}.", layer.name));
        const bool isUsed = std::ranges::any_of(
            map_.binds, [&](const Bind& bind) { return bind.layer.find(layer.name) != std::string::npos; });
        if (!isUsed)
            add(layer.line, fmt::format("nothing is bound in the layer {}.", layer.name));
    }

    void lookAtControls()
    {
        std::string idle;
        std::size_t count = 0;
        for (std::size_t i = 0; i < profile_.controls.size(); ++i) {
            const Control& control = profile_.controls[i];
            if (used_[static_cast<std::uint16_t>(i)] || control.kind == Control::Kind::Light)
                continue;
            if (++count <= 8)
                idle += (idle.empty() ? "" : ", ") + controlName(profile_, control);
        }
        if (count > 8)
            idle += fmt::format(" and {} more", count - 8);
        if (count > 0)
            add(0, fmt::format("nothing is bound to {}.", idle));
    }

    const Map& map_;
    const Profile& profile_;
    std::map<std::uint16_t, bool> used_;
    std::map<std::tuple<std::uint16_t, std::string, Gesture, int, std::size_t>, int> seen_;
    std::vector<std::string> sentences_;
};
}  // namespace

std::vector<std::string> lint(const Map& map, std::span<const ProfilePtr> known)
{
    constexpr std::array<std::string_view, 3> kKinds {"*grid8x8", "*pads", "*knobs"};
    std::vector<std::string_view> words(kKinds.begin(), kKinds.end());
    for (const ProfilePtr& profile : known)
        words.push_back(profile->id);
    std::vector<std::string> sentences;
    if (map.use.empty())
        sentences.push_back(sentenceAt(map, 0, "use is missing, so it is taken only by its name."));
    for (const std::string& use : map.use) {
        // A map for a kind of device has binds for what only some of them have.
        if (std::ranges::find(kKinds, use) != kKinds.end())
            continue;
        const auto profile = std::ranges::find(known, use, [](const ProfilePtr& one) { return one->id; });
        if (profile != known.end()) {
            std::ranges::move(MapLint(map, **profile).look(), std::back_inserter(sentences));
            continue;
        }
        const auto meant = didYouMean(use, words);
        sentences.push_back(sentenceAt(map, 0,
            fmt::format("use names \"{}\", and there is no such device{}", use,
                meant.empty() ? "; clave devices shows those there are." : meant)));
    }
    std::vector<RulesChain> chains;
    for (const ChainBind& bind : map.chains)
        chains.push_back(bind.chain);
    for (const std::string& sentence : lintChains(chains))
        sentences.push_back(sentenceAt(map, 0, sentence));
    return sentences;
}

}  // namespace clave

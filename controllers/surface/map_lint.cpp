#include "controllers/device/profile_words.hpp"
#include "controllers/map/map_library.hpp"
#include "controllers/map/selector.hpp"
#include "controllers/rules/rule_text.hpp"
#include "controllers/surface/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace clave {
namespace {
class MapLint {
public:
    MapLint(const Map& map, const Profile& profile) : map_(map), profile_(profile) {}

    std::vector<std::string> look()
    {
        // A map for a kind of device has binds for what only some of them have.
        const bool isForIt = fitOf(map_, profile_) == kFitsByName;
        for (const Bind& bind : map_.binds)
            lookAtBind(bind, isForIt);
        for (const LayerBind& layer : map_.layers)
            lookAtLayer(layer);
        lookAtControls();
        std::vector<RulesChain> chains;
        for (const ChainBind& bind : map_.chains)
            chains.push_back(bind.chain);
        for (const std::string& sentence : lintChains(chains))
            add(0, sentence);
        return std::move(sentences_);
    }

private:
    void add(int line, std::string_view what)
    {
        sentences_.push_back(line > 0 ? fmt::format("{}:{}: {}", map_.file, line, what)
                                      : fmt::format("{}: {}", map_.file, what));
    }

    void lookAtBind(const Bind& bind, bool isForIt)
    {
        const auto selector = parseSelector(bind.on.text);
        if (!selector || selector->kind != ParsedSelector::Kind::Controls)
            return;
        const auto controls = controlsOf(*selector, profile_);
        if (controls.empty() && isForIt)
            add(bind.line, fmt::format("{} has no {}.", profile_.name, bind.on.text));
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
        if (const auto selector = parseSelector(layer.on.text); selector) {
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

std::vector<std::string> lint(const Map& map, const Profile& profile)
{
    return MapLint(map, profile).look();
}

}  // namespace clave

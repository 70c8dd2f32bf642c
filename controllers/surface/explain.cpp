#include "controllers/surface/explain.hpp"

#include "controllers/device/device_codec.hpp"
#include "controllers/midi/event_stream.hpp"
#include "controllers/midi/event_text.hpp"
#include "controllers/rules/chain_engine.hpp"
#include "controllers/surface/bound_map.hpp"
#include "controllers/surface/trace_log.hpp"

#include <fmt/format.h>

#include <utility>

namespace clave {
namespace {
/// What a control does in each layer, the base first.
std::string meanings(const BoundMap& map, std::uint16_t control, int value)
{
    std::string text;
    for (std::uint16_t layer = 0; layer < map.layers().size(); ++layer) {
        const std::uint16_t one[] {layer};
        const BindGroup* const group = map.group(control, one);
        if (group == nullptr)
            continue;
        if (!text.empty())
            text += "; ";
        if (layer != 0)
            text += fmt::format("in the layer {} ", map.layers()[layer]);
        text += inWords(map.bind(group->front()), map.placeOf(control, value), map.map());
    }
    return text.empty() ? "nothing is bound to it" : text;
}

class Explainer {
public:
    Explainer(ProfilePtr profile, MapPtr map)
        : codec_(profile, true)
        , map_(std::move(profile), map ? map : std::make_shared<const Map>())
    {
        std::vector<RulesChain> chains;
        for (const ChainBind& bind : map_.map().chains)
            chains.push_back(bind.chain);
        chains_ = ChainEngine(std::move(chains));
        for (const Control& control : map_.profile().controls) {
            if (control.bits14 && control.in.kind == SurfaceEvent::Kind::Cc)
                stream_.declarePair(control.in.channel, static_cast<std::uint8_t>(control.in.number));
        }
    }

    std::vector<std::string> explain(std::span<const std::uint8_t> bytes)
    {
        stream_.feed(bytes, TimePoint {}, [this](const SurfaceEvent& event) { take(event); });
        for (const ChainEngine::Wait& wait : chains_.waitsFor(TimePoint {}))
            lines_.push_back(wait.text + ".");
        if (lines_.empty())
            lines_.emplace_back("These bytes are no whole message.");
        return std::move(lines_);
    }

private:
    void take(const SurfaceEvent& event)
    {
        const std::string what = describe(event);
        chains_.feed(event, [&](std::size_t chain, std::span<const std::uint16_t> captures) {
            LinearInput in;
            in.captures = captures;
            lines_.push_back(fmt::format("{}: chain {}: {}.", what, map_.map().chains[chain].chain.name,
                inWords(map_.chain(chain), in)));
        });
        const auto input = codec_.decode(event);
        if (input) {
            lines_.push_back(fmt::format("{}: {}: {}.", what, inWords(*input, map_.profile()),
                meanings(map_, input->control, input->value)));
            return;
        }
        if (event.ofParameter)
            return;
        using Kind = SurfaceEvent::Kind;
        const BoundBind* const bind = event.kind == Kind::Program       ? map_.program()
            : event.kind == Kind::NoteOn || event.kind == Kind::NoteOff ? map_.notes()
                                                                        : nullptr;
        LinearInput in;
        in.value = event.kind == Kind::Program ? event.value : event.number;
        lines_.push_back(fmt::format("{}: no control of {}: {}.", what, map_.profile().name,
            bind != nullptr ? inWords(*bind, in, map_.map()) : "nothing is bound to it"));
    }

    EventStream stream_;
    DeviceCodec codec_;
    BoundMap map_;
    ChainEngine chains_;
    std::vector<std::string> lines_;
};
}  // namespace

std::vector<std::string> explain(std::span<const std::uint8_t> bytes, ProfilePtr profile, MapPtr map)
{
    return Explainer(std::move(profile), std::move(map)).explain(bytes);
}

}  // namespace clave

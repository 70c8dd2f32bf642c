#include "app/listening.hpp"

#include "app/ports/key_inputs.hpp"
#include "core/engine/engine.hpp"

#include <utility>

namespace clave {

Result<std::vector<std::string>> startListening(
    Engine& engine, const ListeningWish& wish, Tempo tempo, const Clock& clock)
{
    if (wish.sync.kind != SyncKind::Internal) {
        auto source = openSync(wish.sync, wish.api, tempo, clock);
        if (!source)
            return tl::unexpected {source.error()};
        engine.replaceSync(std::move(*source));
    }
    // Who sends us clock mostly sends the notes of its own song with it: those are not for us to play.
    const bool clockHasOwn = wish.sync.kind == SyncKind::MidiClock && wish.sync.input.empty();
    auto keys = openKeyInputs(wish.inputs, wish.api, clockHasOwn ? "keys" : "in", wish.isController);
    if (!keys)
        return tl::unexpected {keys.error()};
    engine.setInputs(std::move(keys->inputs));
    return std::move(keys->notices);
}

}  // namespace clave

#include "core/sync/sync_source.hpp"

namespace clave {

const char* nameOf(SyncKind kind) noexcept
{
    switch (kind) {
    case SyncKind::MidiClock:
        return "MIDI clock";
    case SyncKind::JackTransport:
        return "JACK transport";
    case SyncKind::Link:
        return "Link";
    case SyncKind::Internal:
        break;
    }
    return "internal";
}

}  // namespace clave

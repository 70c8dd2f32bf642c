#pragma once

#include "app/scripts/played_take.hpp"
#include "core/engine/command.hpp"
#include "core/engine/script_exchange.hpp"
#include "core/engine/snapshot.hpp"
#include "core/engine/status.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace clave {

/// Keeps what the tracks have played, whether scripts run or not, for who wants it as plain steps: "Print
/// what I heard". Thread-safe: no; the only one that takes from ScriptQueues::played. Realtime-safe: no.
class HeardPrinter {
public:
    /// The queues outlive it.
    explicit HeardPrinter(ScriptQueues& queues) : queues_(queues) {}

    /// Takes what was played since the last look. \param document that is open now.
    void look(DocumentId document);

    struct Printed {
        std::optional<SetPattern> command;  ///< nothing: it cannot be
        std::string sentence;  ///< what was done, or why not
    };
    /// What a track has played in the last whole bars, as a pattern for its first empty slot.
    /// \param track its id.
    [[nodiscard]] Printed print(
        const Song& song, const ClockStatus& status, std::uint32_t track, std::uint32_t bars) const;

private:
    ScriptQueues& queues_;
    PlayedTake played_;
    DocumentId document_ = 0;
};

}  // namespace clave

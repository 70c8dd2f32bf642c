#include "app/cli/plain_line.hpp"

#include "app/sync/open_sync.hpp"
#include "app/terminal/make_model.hpp"

#include <fmt/format.h>

namespace clave {

std::string plainLine(const Song& song, const ClockStatus& status, std::span<const OutputReport> reports)
{
    std::uint64_t late = 0;
    std::uint64_t dropped = status.refused;
    for (const auto& report : reports) {
        late += report.late;
        dropped += report.dropped;
    }
    std::string line = fmt::format("bar {}", status.bar + 1);
    if (const auto scene = sceneLabel(song, status.scene); !scene.empty())
        line += "  " + scene;
    line += fmt::format("  {:g} bpm  late {}", shownBpm(status.tempo, status.sync.kind), late);
    if (dropped > 0)
        line += fmt::format("  dropped {}", dropped);
    if (status.skips > 0)
        line += fmt::format("  stalls {}", status.skips);
    if (const auto sync = inWords(status.sync); !sync.empty())
        line += "  " + sync;
    return line;
}

}  // namespace clave

#include "tests/bench/busy_songs.hpp"

#include <nlohmann/json.hpp>

namespace clave::bench {

std::string busySongText(std::size_t tracks, int tempo)
{
    using nlohmann::json;
    json steps = json::object();
    for (int step = 1; step <= 16; ++step)
        steps[std::to_string(step)] = "C3";
    json song {{"clave", 1}, {"tempo", tempo}, {"tracks", json::array()}};
    json slots = json::array();
    for (std::size_t i = 0; i < tracks; ++i) {
        song["tracks"].push_back({{"name", "Track " + std::to_string(i + 1)}, {"channel", i % 16 + 1},
            {"patterns", {{{"steps", steps}}}}});
        slots.push_back(1);
    }
    song["scenes"] = {{{"name", "All"}, {"slots", slots}}};
    return song.dump(2) + "\n";
}

}  // namespace clave::bench

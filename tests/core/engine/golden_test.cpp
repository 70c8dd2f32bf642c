#include "core/engine/render.hpp"
#include "core/io/song_file.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

using namespace clave;

namespace {

const std::string kFolder = std::string(CLAVE_SOURCE_DIR) + "/tests/golden/";

std::string textOf(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The rendering of a golden song beside the text that it had when it was last looked at.
void compare(const std::string& name, std::uint32_t bars)
{
    auto song = loadSong(kFolder + name + ".clave");
    REQUIRE_MESSAGE(song, song.error().message);
    const auto shared = std::make_shared<const Song>(std::move(*song));
    RenderOptions options;
    options.bars = bars;
    const std::string text = renderingText(render(shared, options), *shared);
    const std::string path = kFolder + name + ".txt";
    if (std::getenv("CLAVE_UPDATE_GOLDEN") != nullptr) {
        std::ofstream(path, std::ios::binary) << text;
        return;
    }
    const std::string before = textOf(path);
    const auto [was, is] = std::ranges::mismatch(before, text);
    const auto at = std::count(before.begin(), was, '\n') + 1;
    const bool same = was == before.end() && is == text.end();
    CHECK_MESSAGE(same,
        path << " differs from line " << at
             << "; if this is meant, set CLAVE_UPDATE_GOLDEN=1 and read what git diff says");
}

}  // namespace

TEST_SUITE("golden")
{
    TEST_CASE("a drum pattern with conditions, ratchets and swing sounds as it did")
    {
        compare("drums", 4);
    }
    TEST_CASE("a bass line with slides, ties, locks and scale sounds as it did")
    {
        compare("bass", 4);
    }
    TEST_CASE("an arrangement with its own metres, tempos and chance sounds as it did")
    {
        compare("arrangement", 0);
    }
}

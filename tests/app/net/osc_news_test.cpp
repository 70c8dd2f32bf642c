#include "app/net/osc_news.hpp"

#include "tests/support/builders.hpp"

#include <doctest/doctest.h>

using namespace clave;
using namespace clave::test;

namespace {
std::string told(const std::vector<OscNewsItem>& items)
{
    std::string text;
    for (const OscNewsItem& item : items)
        text += item.message.path + oscTexts(item.message.values) + "\n";
    return text;
}
}  // namespace

TEST_SUITE("app/net/osc_news")
{
    TEST_CASE("what has changed is told once: transport, beats, steps as they play, mutes, the song")
    {
        const auto song = std::make_shared<const Song>(songOf({row("x..."), row("x...")}));
        Performance performance;
        performance.tracks.resize(2);
        const Snapshot first = makeSnapshot(song, performance, 1);
        ClockStatus status;
        status.trackCount = 2;
        OscNews news;
        (void)news.look(status, first);
        CHECK(told(news.look(status, first)).empty());

        status.playing = true;
        status.tempo = Tempo::clampedBpm(90);
        status.scene = 0;
        status.tracks[0].slot = 0;
        status.tracks[0].step = 0;
        status.tracks[0].fired = true;
        CHECK(told(news.look(status, first))
            == "/clave/playing[true]\n/clave/tempo[90]\n/clave/scene[1]\n/clave/beat[1, 1]\n"
               "/clave/step[1, 1, true, 1]\n");
        status.beat = 1;
        status.tracks[0].step = 1;
        status.tracks[0].fired = false;
        CHECK(told(news.look(status, first)) == "/clave/beat[1, 2]\n/clave/step[1, 2, false, 1]\n");
        status.tracks[0].pass = 1;  // a pattern of one step comes round
        CHECK(told(news.look(status, first)) == "/clave/step[1, 2, false, 1]\n");

        performance.tracks[1].mute = LiveMute::Muted;
        const auto other = std::make_shared<const Song>(songOf({row("xx.."), row("x...")}));
        const Snapshot second = makeSnapshot(other, performance, 2);
        CHECK(told(news.look(status, second)) == "/clave/changed[\"\"]\n/clave/track/2/mute[true]\n");
        status.playing = false;
        CHECK(told(news.look(status, second)).starts_with("/clave/playing[false]\n"));
    }

    TEST_CASE("who comes later is told how things are")
    {
        const auto song = std::make_shared<const Song>(songOf({row("x...")}));
        Performance performance;
        performance.tracks.resize(1);
        OscNews news;
        (void)news.look({}, makeSnapshot(song, performance, 1));
        CHECK(told(news.all())
            == "/clave/playing[false]\n/clave/tempo[120]\n/clave/scene[0]\n/clave/queued[0]\n"
               "/clave/changed[\"\"]\n/clave/track/1/mute[false]\n");
    }
}

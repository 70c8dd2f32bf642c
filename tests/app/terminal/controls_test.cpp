#include "app/terminal/controls.hpp"

#include <doctest/doctest.h>

#include <chrono>

using namespace clave;
using namespace std::chrono_literals;

namespace {
/// A song of three tracks and three scenes, and someone who presses keys.
struct Desk {
    Desk()
    {
        auto song = std::make_shared<Song>();
        for (std::uint32_t i = 1; i <= 3; ++i) {
            Track track;
            track.id = i;
            song->tracks.push_back(std::make_shared<const Track>(track));
        }
        song->scenes.resize(3);
        snapshot = makeSnapshot(song, {}, 1);
        status.playing = true;
        status.scene = 0;
    }

    Controls::Result press(Key key) { return controls.press(key, {now, snapshot, status}); }
    Controls::Result press(char key) { return press(Key {Key::What::Character, key}); }

    template <typename What>
    What ask(auto key)
    {
        const auto result = press(key);
        REQUIRE(result.commands.size() == 1);
        REQUIRE(std::holds_alternative<What>(result.commands[0].what));
        return std::get<What>(result.commands[0].what);
    }

    Controls controls;
    Snapshot snapshot;
    ClockStatus status;
    TimePoint now {1h};
};

Key key(Key::What what)
{
    return {what, 0};
}
}  // namespace

TEST_SUITE("app/terminal/Controls")
{
    TEST_CASE("space stops what plays and plays what is stopped")
    {
        Desk desk;
        desk.ask<Stop>(' ');
        desk.status.playing = false;
        CHECK(desk.ask<Play>(' ').from == Tick {});
    }

    TEST_CASE("up and down change the tempo by 1, with shift by 0.1, all in one gesture")
    {
        Desk desk;
        CHECK(desk.ask<SetTempo>(key(Key::What::Up)).value.bpm() == 121.0);
        CHECK(desk.ask<SetTempo>(key(Key::What::Down)).value.bpm() == 120.0);
        CHECK(desk.ask<SetTempo>(key(Key::What::ShiftUp)).value.bpm() == 120.1);
        const auto last = desk.press(key(Key::What::ShiftDown));
        CHECK(last.commands[0].gesture == desk.press('.').commands[0].gesture);
        desk.now += 5s;
        CHECK(last.commands[0].gesture != desk.press(',').commands[0].gesture);
    }

    TEST_CASE("two taps set the tempo, one does not")
    {
        Desk desk;
        CHECK(desk.press('t').commands.empty());
        desk.now += 600ms;
        CHECK(desk.ask<SetTempo>('t').value.bpm() == doctest::Approx(100.0));
    }

    TEST_CASE("digits mute tracks that exist, m the selected one")
    {
        Desk desk;
        CHECK(desk.ask<ToggleMute>('3').track == 2);
        CHECK(desk.press('4').commands.empty());
        CHECK(desk.ask<ToggleMute>('m').track == 0);
        (void)desk.press('j');
        CHECK(desk.ask<ToggleMute>('m').track == 1);
    }

    TEST_CASE("tracks are selected with tab, arrows, j and k, around the ends")
    {
        Desk desk;
        const Song& song = *desk.snapshot.song;
        (void)desk.press('k');
        CHECK(desk.controls.selected(song) == 2);
        (void)desk.press(key(Key::What::Tab));
        CHECK(desk.controls.selected(song) == 0);
        (void)desk.press(key(Key::What::Right));
        CHECK(desk.controls.selected(song) == 1);
        (void)desk.press(key(Key::What::Left));
        (void)desk.press(key(Key::What::BackTab));
        CHECK(desk.controls.selected(song) == 2);
        CHECK(desk.controls.selected(Song {}) == 0);
    }

    TEST_CASE("n and p queue the scene beside, at its own boundary, around the ends")
    {
        Desk desk;
        const auto next = desk.ask<LaunchScene>('n');
        CHECK(next.scene == 1);
        CHECK_FALSE(next.at.has_value());
        CHECK(desk.ask<LaunchScene>('p').scene == 2);
        desk.status.scene = 2;
        CHECK(desk.ask<LaunchScene>('n').scene == 0);
    }

    TEST_CASE("n again goes on from what was queued by hand, not from what song mode has queued")
    {
        Desk desk;
        desk.status.queuedScene = 1;
        CHECK(desk.ask<LaunchScene>('n').scene == 2);
        desk.snapshot.performance.songMode = true;
        CHECK(desk.ask<LaunchScene>('n').scene == 1);
    }

    TEST_CASE("z undoes and y redoes")
    {
        Desk desk;
        desk.ask<Undo>('z');
        desk.ask<Redo>('y');
    }

    TEST_CASE("q, s and o are wishes for the player itself; ? shows the keys and hides them")
    {
        Desk desk;
        CHECK(desk.press('q').wish == Controls::Wish::Quit);
        CHECK(desk.press('s').wish == Controls::Wish::Save);
        CHECK(desk.press('o').wish == Controls::Wish::MoveTrack);
        (void)desk.press('?');
        CHECK(desk.controls.showsKeys());
        (void)desk.press('?');
        CHECK_FALSE(desk.controls.showsKeys());
        CHECK(desk.press('x').commands.empty());
    }

    TEST_CASE("with an empty song every key is harmless")
    {
        Desk desk;
        desk.snapshot = makeSnapshot(std::make_shared<const Song>(), {}, 2);
        for (char c = ' '; c <= '~'; ++c)
            (void)desk.press(c);
        CHECK(desk.press('n').commands.empty());
        CHECK(desk.press('1').commands.empty());
    }
}

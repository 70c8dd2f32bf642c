#include "core/engine/live_work.hpp"

#include "tests/support/builders.hpp"
#include "tests/support/dice.hpp"
#include "tests/support/live_rig.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace clave;
using namespace clave::test;
using namespace std::chrono_literals;

namespace {

Channel channel(int number)
{
    return Channel::from1to16(number);
}

/// Three tracks, on channels 1 to 3; the third goes to the port "b".
Song threeTracks()
{
    Song song = songOf({row("...."), row("...."), row("....")});
    song.ports = {{"a", "", 0.0, 0.0}, {"b", "", 0.0, 0.0}};
    changeTrack(song, 2, [](Track& track) { track.destination.port = std::string("b"); });
    return song;
}

class Player {
public:
    explicit Player(const Song& song = threeTracks()) : rig(song) {}
    /// The keyboard sends, and a moment passes.
    void play(const Message& message, Nanoseconds after = 10ms)
    {
        rig.keyboard.push(rig.clock.now(), message);
        rig.run(after);
    }
    void on(int pitch, int number = 9, int velocity = 90)
    {
        play(Message::noteOn(channel(number), pitch, velocity));
    }
    void off(int pitch, int number = 9) { play(Message::noteOff(channel(number), pitch)); }
    /// What left a port since the last call.
    [[nodiscard]] std::vector<Message> sent(std::size_t port = 0)
    {
        std::vector<Message> list;
        for (const auto& one : rig.output(port).take())
            list.push_back(one.message);
        return list;
    }

    LiveRig rig;
};

using Messages = std::vector<Message>;

}  // namespace

TEST_SUITE("core/engine/live_work")
{
    TEST_CASE("keys sound on the cursor's track, and end where they began when the cursor has moved")
    {
        Player player;
        player.on(60);
        CHECK(player.sent() == Messages {Message::noteOn(channel(1), 60, 90)});
        REQUIRE(player.rig.send(SetCursor {{{2, 0}, 0}}));
        player.on(64);
        CHECK(player.sent(2) == Messages {Message::noteOn(channel(3), 64, 90)});
        CHECK(player.rig.hands().keysHeld().count() == 2);
        CHECK(player.rig.hands().keysHeld()[64]);
        player.off(60);
        CHECK(player.sent() == Messages {Message::noteOff(channel(1), 60)});
        player.off(64);
        CHECK(player.sent(2) == Messages {Message::noteOff(channel(3), 64)});
        CHECK(player.rig.hands().keysHeld().none());
    }

    TEST_CASE("a track that is moved, deleted or given another channel under held keys leaves none hanging")
    {
        Player player;
        player.on(60);
        player.on(61);
        REQUIRE(player.rig.send(MoveTrack {0, 2}));
        player.off(60);
        REQUIRE(player.rig.send(DeleteTrack {2}));
        REQUIRE(player.rig.send(ReplaceSong {std::make_shared<const Song>(songOf({row("x...")}))}));
        player.off(61);
        CHECK(player.rig.sounding() == 0);
        CHECK(player.rig.unpaired().empty());
    }

    TEST_CASE("armed tracks of the key's channel all sound; a synth that two of them share is struck once")
    {
        Player player;
        REQUIRE(player.rig.send(ArmTrack {1}));
        REQUIRE(player.rig.send(ArmTrack {2}));
        Track third = *player.rig.session.song()->tracks[2];
        third.destination.channel = channel(2);
        REQUIRE(player.rig.send(SetTrack {2, third}));
        player.on(60, 2);
        CHECK(player.sent(0) == Messages {Message::noteOn(channel(2), 60, 90)});
        CHECK(player.sent(2) == Messages {Message::noteOn(channel(2), 60, 90)});
        player.off(60, 2);
        third.destination.port.clear();
        REQUIRE(player.rig.send(SetTrack {2, third}));
        (void)player.sent(0);
        player.on(60, 2);
        CHECK(player.sent(0) == Messages {Message::noteOn(channel(2), 60, 90)});
        player.on(62, 9);  // nobody's
        CHECK(player.sent(0).empty());
    }

    TEST_CASE("one key may sound on two channels of one port")
    {
        Song song = songOf({row("...."), row("....")});
        Player player(song);
        REQUIRE(player.rig.send(ArmTrack {0}));
        REQUIRE(player.rig.send(ArmTrack {1}));
        Track second = *player.rig.session.song()->tracks[1];
        player.on(60, 1);
        player.on(60, 2);
        CHECK(player.rig.sounding() == 2);
        player.off(60, 1);
        player.off(60, 2);
        CHECK(player.rig.unpaired().empty());
        CHECK(player.rig.sounding() == 0);
    }

    TEST_CASE("a muted, transposed track on a scale sounds as it is played")
    {
        Song song = threeTracks();
        changeTrack(song, 0, [](Track& track) {
            track.mute = true;
            track.transpose = 7;
            track.scaleLock = true;
        });
        Player player(song);
        player.on(61);
        CHECK(player.sent() == Messages {Message::noteOn(channel(1), 61, 90)});
    }

    TEST_CASE("bends, pressure and controllers go along; program changes, clock and modes do not")
    {
        Player player;
        player.play(Message::pitchBend(channel(9), 1000));
        player.play(Message::channelPressure(channel(9), 50));
        player.play(Message::controlChange(channel(9), 74, 30));
        player.play(Message::programChange(channel(9), 3));
        player.play(Message::clock());
        player.play(Message::start());
        CHECK(player.sent()
            == Messages {Message::pitchBend(channel(1), 1000), Message::channelPressure(channel(1), 50),
                Message::controlChange(channel(1), 74, 30)});
        player.on(60);
        player.on(64);
        (void)player.sent();
        player.play(Message::controlChange(channel(9), kAllNotesOff, 0));
        CHECK(player.sent() == Messages {Message::noteOff(channel(1), 60), Message::noteOff(channel(1), 64)});
    }

    TEST_CASE("the pedal is let go where it was pressed, and when the keyboard goes away, its keys too")
    {
        Player player;
        player.play(Message::controlChange(channel(9), kSustainPedal, 127));
        player.on(60);
        REQUIRE(player.rig.send(SetCursor {{{1, 0}, 0}}));
        (void)player.sent();
        player.play(Message::controlChange(channel(9), kSustainPedal, 0));
        CHECK(player.sent() == Messages {Message::controlChange(channel(1), kSustainPedal, 0)});
        player.play(Message::controlChange(channel(9), kSustainPedal, 100));
        CHECK(player.rig.hands().holds(1));
        (void)player.sent();
        player.rig.hands().letGo(1, player.rig.clock.now(), player.rig.snapshot(), player.rig.commands());
        player.rig.run(10ms);
        CHECK(player.sent()
            == Messages {
                Message::noteOff(channel(1), 60), Message::controlChange(channel(2), kSustainPedal, 0)});
        CHECK_FALSE(player.rig.hands().holds(1));
    }

    TEST_CASE("with Step in on keys enter a chord when all are up, the pedal a rest, and nothing is recorded")
    {
        Player player;
        REQUIRE(player.rig.send(SetStepIn {true}));
        REQUIRE(player.rig.send(SetRecording {{true, {}, 100, 0.0}}));
        REQUIRE(player.rig.send(Play {}));
        player.on(60);
        player.on(64);
        player.off(60);
        CHECK_FALSE(player.rig.session.song()->tracks[0]->slots[0]->steps[0].on);
        player.off(64);
        player.play(Message::controlChange(channel(9), kSustainPedal, 127));
        player.play(Message::controlChange(channel(9), kSustainPedal, 0));
        player.on(67);
        player.off(67);
        player.rig.run(1s);
        const auto& steps = player.rig.session.song()->tracks[0]->slots[0]->steps;
        CHECK(steps[0].notes.size() == 2);
        CHECK(steps[1].notes.empty());
        REQUIRE(steps[2].notes.size() == 1);
        CHECK(steps[2].notes[0].pitch == 67);
        CHECK(steps[3].notes.empty());
        CHECK(player.rig.refusals.empty());
        CHECK(std::ranges::count(player.sent(), Message::noteOn(channel(1), 67, 90)) >= 1);
    }

    TEST_CASE("audition can be switched off, and Step in switched off over a held key leaves nothing")
    {
        Player player;
        REQUIRE(player.rig.send(SetStepIn {true}));
        EntryOptions silent;
        silent.audition = false;
        REQUIRE(player.rig.send(SetEntryOptions {silent}));
        player.on(60);
        CHECK(player.sent().empty());
        REQUIRE(player.rig.send(SetStepIn {false}));
        player.off(60);
        CHECK(player.sent().empty());
        CHECK(player.rig.refusals.empty());
    }

    TEST_CASE("what comes back over a cable is not played again")
    {
        Player player;
        player.rig.keyboard.push(player.rig.clock.now(), Message::noteOn(channel(9), 60, 90));
        for (int i = 1; i <= 20; ++i) {  // the synth repeats what it is sent
            player.rig.keyboard.push(player.rig.clock.now() + i * 3ms, Message::noteOn(channel(1), 60, 90));
        }
        player.rig.run(80ms);
        CHECK(player.rig.notes().size() == 1);
        player.off(60);
        player.off(60, 1);
        CHECK(player.rig.sounding() == 0);
        player.on(60, 1);  // a key of that channel is no echo
        player.off(60, 1);
        player.on(60, 1);
        CHECK(player.rig.notes().size() == 3);
    }

    TEST_CASE("a key pressed twice without having been let go ends first; one let go twice ends once")
    {
        Player player;
        player.on(60);
        player.rig.run(200ms);
        player.on(60);
        player.off(60);
        player.off(60);
        CHECK(player.rig.notes().size() == 2);
        CHECK(player.rig.unpaired().empty());
    }

    TEST_CASE("a face's keys play the cursor's track, and a test note goes straight to its port")
    {
        Player player;
        REQUIRE(player.rig.send(ArmTrack {0}));
        REQUIRE(player.rig.send(ArmTrack {1}));
        REQUIRE(player.rig.send(SetCursor {{{1, 0}, 0}}));
        LiveWork& hands = player.rig.hands();
        const auto press = [&](KeyPress key) {
            hands.press(7, key, player.rig.clock.now(), player.rig.snapshot(), player.rig.commands());
            player.rig.run(10ms);
        };
        press({60, 100, true, {}});
        CHECK(player.sent() == Messages {Message::noteOn(channel(2), 60, 100)});
        press({60, 0, false, {}});
        CHECK(player.sent() == Messages {Message::noteOff(channel(2), 60)});
        hands.test(1, Message::noteOn(channel(16), 72, 80), 100ms);
        player.rig.run(1s);
        CHECK(player.sent(1)
            == Messages {Message::noteOn(channel(16), 72, 80), Message::noteOff(channel(16), 72)});
    }

    TEST_CASE("whatever is played while whatever is changed: every note ends once")
    {
        for (std::uint64_t seed = 1; seed <= 30; ++seed) {
            CAPTURE(seed);
            Dice dice(seed);
            Player player;
            for (int i = 0; i < 300; ++i) {
                const int pitch = dice.as<int>({58, 62});
                const int number = dice.as<int>({1, 3});
                switch (dice.below(8)) {
                case 0:
                    (void)player.rig.send(SetCursor {{{dice.below(3), 0}, 0}});
                    break;
                case 1:
                    (void)player.rig.send(ArmTrack {dice.below(3), dice.chance(50)});
                    break;
                case 2:
                    (void)player.rig.send(dice.chance(50) ? CommandWhat {Play {}} : CommandWhat {Panic {}});
                    break;
                case 3:
                    (void)player.rig.send(
                        dice.chance(50) ? CommandWhat {Undo {}} : CommandWhat {MoveTrack {0, dice.below(3)}});
                    break;
                default:
                    player.play(dice.chance(60)
                            ? Message::noteOn(channel(number), pitch, dice.as<int>({1, 127}))
                            : Message::noteOff(channel(number), pitch),
                        dice.as<int>({0, 60}) * 1ms);
                }
            }
            player.rig.hands().letGo(1, player.rig.clock.now(), player.rig.snapshot(), player.rig.commands());
            player.rig.run(10ms);
            REQUIRE(player.rig.send(Stop {}));
            player.rig.run(20ms);
            CHECK(player.rig.sounding() == 0);
            CHECK(player.rig.unpaired().empty());
        }
    }
}

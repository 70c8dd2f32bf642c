#include "tests/support/random_song.hpp"

#include "tests/support/dice.hpp"

#include <algorithm>
#include <array>

namespace clave::test {
namespace {
Gate randomGate(Dice& dice)
{
    if (dice.chance(10))
        return dice.chance(50) ? Gate::tied() : Gate::infinite();
    if (dice.chance(50))
        return Gate::of(Gate::kStep / 4 * static_cast<std::int32_t>(1 + dice.below(12)));
    return Gate::of(dice.as<std::int32_t>(range::kGate));
}

Note randomNote(Dice& dice)
{
    Note note;
    note.pitch = dice.as<std::uint8_t>(range::kPitch);
    if (dice.chance(50))
        note.velocity = dice.as<std::uint8_t>(range::kVelocity);
    if (dice.chance(20))
        note.chance = dice.as<std::uint8_t>(range::kPercent);
    if (dice.chance(50))
        note.gate = randomGate(dice);
    return note;
}

Condition randomCondition(Dice& dice)
{
    auto ask = [&] { return dice.oneOf({Ask::Any, Ask::Any, Ask::Yes, Ask::No}); };
    Condition condition {ask(), ask(), ask(), ask(), {}};
    if (dice.chance(50)) {
        const auto length = dice.as<std::uint8_t>(range::kCycle);
        const auto all = static_cast<std::uint16_t>((1U << length) - 1U);
        condition.cycle = dice.chance(50) ? CycleMask::aOfB(static_cast<int>(1 + dice.below(length)), length)
                                          : CycleMask {length, static_cast<std::uint16_t>(dice.bits() & all)};
    }
    return condition;
}

Retrig randomRetrig(Dice& dice)
{
    Retrig retrig;
    retrig.count = dice.as<std::uint8_t>(range::kRetrigCount);
    if (dice.chance(50))
        retrig.rate = Retrig::kRates[dice.below(Retrig::kRates.size())];
    if (dice.chance(50))
        retrig.length = dice.as<std::int32_t>(range::kRetrigLength);
    if (retrig.rate != 0 && dice.chance(10))
        retrig.length = Retrig::kInfinite;
    if (dice.chance(50))
        retrig.velocityRamp = dice.as<std::int8_t>(range::kRamp);
    return retrig;
}

Lock randomLock(Dice& dice)
{
    auto number = [&](Range range) { return dice.as<std::int16_t>(range); };
    switch (dice.below(6)) {
    case 0:
        return {Lock::Kind::Cc, number(range::kController), number(range::kSevenBits)};
    case 1:
        return {Lock::Kind::Cc14, number(range::kFineController), number(range::kFourteenBits)};
    case 2:
        return {Lock::Kind::Nrpn, number(range::kFourteenBits), number(range::kFourteenBits)};
    case 3:
        return {Lock::Kind::Program, dice.chance(50) ? Lock::kNoBank : number(range::kBank),
            number(range::kSevenBits)};
    case 4:
        return {Lock::Kind::Bend, 0, number(range::kBend)};
    default:
        return {Lock::Kind::Pressure, 0, number(range::kSevenBits)};
    }
}

void addExpressions(Dice& dice, Step& step)
{
    auto maybe = [&](Field field, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            if (dice.chance(15))
                step.expressions.push_back({field, static_cast<std::uint8_t>(i), dice.name() + "cycle % 2"});
        }
    };
    maybe(Field::On, 1);
    for (const Field field : {Field::Pitch, Field::Velocity, Field::Gate, Field::NoteChance})
        maybe(field, step.notes.size());
    maybe(Field::Probability, 1);
    maybe(Field::Nudge, 1);
    maybe(Field::Locks, step.locks.size());
}

Step randomStep(Dice& dice, const RandomSongLimits& limits)
{
    Step step;
    if (dice.chance(30))
        return step;
    step.on = dice.chance(80);
    const std::size_t notes = dice.chance(60) ? 1 : dice.below(limits.notes + 1);
    for (std::size_t i = 0; i < std::min(notes, limits.notes); ++i)
        (void)step.notes.tryPush(dice.chance(20) ? Note {} : randomNote(dice));
    step.slide = dice.chance(10);
    if (dice.chance(25))
        step.probability = dice.as<std::uint8_t>(range::kPercent);
    if (dice.chance(25))
        step.nudge = dice.as<std::int16_t>(range::kNudge);
    if (dice.chance(25))
        step.condition = randomCondition(dice);
    if (dice.chance(20))
        step.retrig = randomRetrig(dice);
    if (dice.chance(25)) {
        for (std::size_t i = dice.below(limits.locks + 1); i > 0; --i)
            step.locks.push_back(randomLock(dice));
    }
    if (limits.expressions && dice.chance(20))
        addExpressions(dice, step);
    return step;
}

Swing randomSwing(Dice& dice)
{
    return {dice.real(range::kSwing), dice.oneOf<Tick>({{kPpqn / 8}, kSixteenth, {kPpqn / 2}})};
}

Metre randomMetre(Dice& dice)
{
    return {dice.as<std::uint8_t>(range::kBeats), dice.oneOf<std::uint8_t>({1, 2, 4, 8, 16, 32})};
}

Pattern pattern(Dice& dice, const RandomSongLimits& limits)
{
    Pattern result;
    const std::size_t length =
        dice.chance(30) ? std::min<std::size_t>(16, limits.steps) : 1 + dice.below(limits.steps);
    result.name = dice.name();
    result.steps.clear();
    for (std::size_t i = 0; i < length; ++i)
        result.steps.push_back(randomStep(dice, limits));
    result.last = static_cast<std::uint8_t>(dice.chance(50) ? length - 1 : dice.below(length));
    result.first = static_cast<std::uint8_t>(dice.chance(50) ? 0 : dice.below(result.last + std::size_t {1}));
    result.rate.power = dice.as<std::int8_t>(range::kRatePower);
    result.rate.feel =
        dice.oneOf({Rate::Feel::Straight, Rate::Feel::Straight, Rate::Feel::Dotted, Rate::Feel::Triplet});
    result.direction = static_cast<Direction>(dice.below(6));
    result.sync = dice.chance(20) ? Sync::Free : Sync::Aligned;
    if (dice.chance(30))
        result.swing = randomSwing(dice);
    for (LaneLoop& loop : result.lanes) {
        if (dice.chance(20)) {
            loop.first = static_cast<std::uint8_t>(dice.below(length));
            loop.length = static_cast<std::uint8_t>(dice.below(length - loop.first + 1));
        }
    }
    if (dice.chance(30)) {
        result.program = dice.as<std::uint8_t>(range::kSevenBits);
        if (dice.chance(50))
            result.bank = dice.as<std::uint16_t>(range::kBank);
    }
    if (dice.chance(20))
        result.color = dice.as<std::uint8_t>(range::kColor);
    return result;
}

Destination randomDestination(Dice& dice, const Song& song)
{
    Destination destination {"", Channel::from1to16(dice.as<int>(range::kChannel))};
    if (!song.ports.empty() && dice.chance(60))
        destination.port = song.ports[dice.below(song.ports.size())].name;
    return destination;
}

Track randomTrack(Dice& dice, const RandomSongLimits& limits, const Song& song)
{
    Track track;
    track.name = dice.name();
    track.destination = randomDestination(dice, song);
    if (dice.chance(40))
        track.transpose = dice.as<std::int8_t>(range::kTranspose);
    if (dice.chance(40))
        track.transposeAfter = dice.as<std::int8_t>(range::kTranspose);
    track.scaleLock = dice.chance(30);
    track.mute = dice.chance(20);
    track.solo = dice.chance(10);
    track.muteStyle = dice.chance(30) ? MuteStyle::LetRing : MuteStyle::Cut;
    track.editLock = dice.chance(20);
    if (dice.chance(40))
        track.velocityScale = dice.as<std::uint16_t>(range::kVelocityScale);
    if (dice.chance(20))
        track.color = dice.as<std::uint8_t>(range::kColor);
    for (std::size_t i = dice.below(limits.slots + 1); i > 0; --i) {
        if (dice.chance(20)) {
            track.slots.push_back(nullptr);
            continue;
        }
        Pattern made = pattern(dice, limits);
        if (!song.grooves.empty() && dice.chance(50))
            made.groove = song.grooves[dice.below(song.grooves.size())].name;
        track.slots.push_back(std::make_shared<const Pattern>(std::move(made)));
    }
    return track;
}

Scene randomScene(Dice& dice, const Song& song)
{
    Scene scene;
    scene.name = dice.name();
    const std::size_t slots = dice.chance(80) ? song.tracks.size() : dice.below(song.tracks.size() + 1);
    for (std::size_t i = 0; i < slots; ++i) {
        const std::size_t patterns = song.tracks[i]->slots.size();
        const std::size_t choice = dice.below(patterns * 3 + 2);
        scene.slots.push_back(choice == 0 ? Scene::kStop
                : choice == 1             ? Scene::kKeep
                                          : static_cast<std::int16_t>((choice - 2) % patterns));
    }
    if (dice.chance(30))
        scene.bars = static_cast<std::uint16_t>(1 + dice.below(dice.chance(80) ? 4 : kMaxSceneBars));
    if (dice.chance(30))
        scene.metre = randomMetre(dice);
    if (dice.chance(30))
        scene.tempo = Tempo::clampedBpm(dice.real(range::kTempo));
    scene.launchAt = static_cast<LaunchAt>(dice.below(6));
    if (dice.chance(20))
        scene.color = dice.as<std::uint8_t>(range::kColor);
    return scene;
}

void addPorts(Dice& dice, Song& song)
{
    for (std::size_t i = dice.below(3); i > 0; --i) {
        PortSetup port;
        port.name = dice.name() + std::to_string(i);
        port.match = dice.name();
        port.offsetMs = dice.real(range::kPortOffset);
        port.sendsClock = dice.chance(30);
        port.clockOffsetMs = dice.chance(50) ? 0.0 : dice.real(range::kPortOffset);
        port.programLeadMs = dice.chance(50) ? 0.0 : dice.real(range::kProgramLead);
        song.ports.push_back(port);
    }
    if (dice.chance(20))
        song.ports.push_back({"", dice.name()});
}

void addGrooves(Dice& dice, Song& song)
{
    for (std::size_t i = dice.below(3); i > 0; --i) {
        Groove groove {dice.name() + std::to_string(i), {}};
        for (std::size_t k = 1 + dice.below(20); k > 0; --k) {
            groove.points.push_back(
                {dice.chance(30) ? std::int16_t {0} : dice.as<std::int16_t>(range::kGrooveShift),
                    dice.chance(50) ? 1.0 : dice.real(range::kGrooveVelocity),
                    dice.chance(50) ? 1.0 : dice.real(range::kGrooveGate)});
        }
        song.grooves.push_back(std::move(groove));
    }
}

void addScripts(Dice& dice, Song& song)
{
    for (std::size_t i = dice.below(3); i > 0; --i) {
        ScriptRef script;
        script.path = "scripts/" + dice.name() + ".py";
        script.enabled = dice.chance(80);
        script.track = dice.chance(70) ? 0 : static_cast<std::uint32_t>(1 + dice.below(1000));
        // An object, a text of no meaning, and an object that is not written as we write it.
        if (dice.chance(30))
            script.arguments =
                R"({"root": ")" + std::to_string(dice.below(100)) + R"(", "list": [1, 2.50, null]})";
        if (dice.chance(30))
            script.state = dice.chance(50) ? "{\"a\":1}\n" : dice.name();
        for (std::size_t k = dice.below(4); k > 0; --k) {
            const double scale = dice.chance(10) ? 1e300 : 1.0;
            script.knobs[dice.name()] = dice.real({-1e6, 1e6}) * scale;
        }
        song.scripts.push_back(std::move(script));
    }
}

Metronome randomMetronome(Dice& dice, const Song& song)
{
    Metronome metronome;
    metronome.on = dice.chance(50);
    metronome.countInBars = dice.as<std::uint8_t>(range::kCountIn);
    metronome.destination = randomDestination(dice, song);
    metronome.accentNote = dice.as<std::uint8_t>(range::kPitch);
    metronome.note = dice.as<std::uint8_t>(range::kPitch);
    metronome.velocity = dice.as<std::uint8_t>(range::kVelocity);
    return metronome;
}

Scale randomScale(Dice& dice)
{
    const auto root = static_cast<std::uint8_t>(dice.below(12));
    if (dice.chance(50))
        return {root, namedScales()[dice.below(namedScales().size())].notes};
    return {root, static_cast<std::uint16_t>((dice.bits() & Scale::kChromatic) | 1U)};
}
}  // namespace

Song randomSong(std::uint64_t seed, const RandomSongLimits& limits)
{
    Dice dice(seed);
    Song song;
    song.name = dice.name();
    song.tempo = Tempo::clampedBpm(dice.real(range::kTempo));
    song.metre = randomMetre(dice);
    song.swing = randomSwing(dice);
    song.scale = randomScale(dice);
    song.seed = dice.chance(30) ? dice.below(1000) : dice.bits();
    if (dice.chance(30))
        song.chanceAmount = dice.as<std::uint8_t>(range::kPercent);
    if (limits.ports)
        addPorts(dice, song);
    addGrooves(dice, song);
    if (dice.chance(40))
        song.metronome = randomMetronome(dice, song);
    for (std::size_t i = dice.below(limits.tracks + 1); i > 0; --i) {
        Track track = randomTrack(dice, limits, song);
        // Counting down by odd steps: unique, and in no helpful order.
        track.id =
            static_cast<std::uint32_t>(i * 3 + (dice.chance(10) ? 4'294'967'000U - 3 * limits.tracks : 0U));
        song.tracks.push_back(std::make_shared<const Track>(std::move(track)));
    }
    for (std::size_t i = dice.below(limits.scenes + 1); i > 0; --i)
        song.scenes.push_back(randomScene(dice, song));
    for (std::size_t i = song.scenes.empty() ? 0 : dice.below(6); i > 0; --i) {
        song.arrangement.push_back({static_cast<std::uint16_t>(dice.below(song.scenes.size())),
            dice.chance(70) ? std::uint16_t {1} : dice.as<std::uint16_t>(range::kRepeats)});
    }
    addScripts(dice, song);
    return song;
}

Pattern randomPattern(std::uint64_t seed, const RandomSongLimits& limits)
{
    Dice dice(seed);
    return pattern(dice, limits);
}

}  // namespace clave::test

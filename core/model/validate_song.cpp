#include "core/model/fault_list.hpp"

#include <fmt/format.h>

#include <bit>
#include <cmath>

namespace clave {
namespace {
void checkDestination(FaultList& faults, const Place& at, const Destination& destination)
{
    faults.name(at, "port", destination.port);
}

template <typename Part>
std::vector<SongFault> faultsOfPart(const Part& part)
{
    FaultList faults;
    check(faults, Place {}, part);
    return faults.take();
}

template <typename Part>
void checkAll(FaultList& faults, std::string_view key, const std::vector<Part>& parts)
{
    const Place root;
    for (std::size_t i = 0; i < parts.size(); ++i)
        check(faults, {root, key, i}, parts[i]);
}
}  // namespace

void check(FaultList& faults, const Place& at, const Track& track)
{
    faults.name(at, "name", track.name);
    checkDestination(faults, at, track.destination);
    faults.whole(at, "transpose", track.transpose, range::kTranspose);
    faults.whole(at, "transposeAfter", track.transposeAfter, range::kTranspose);
    faults.whole(at, "velocityScale", track.velocityScale, range::kVelocityScale);
    faults.whole(at, "color", track.color, range::kColor);
    if (!faults.count(at, "patterns", track.slots.size(), kMaxSlots))
        return;
    for (std::size_t i = 0; i < track.slots.size(); ++i) {
        if (track.slots[i])
            check(faults, {at, "patterns", i}, *track.slots[i]);
    }
}

void check(FaultList& faults, const Place& at, const Scene& scene)
{
    faults.name(at, "name", scene.name);
    if (scene.bars)
        faults.whole(at, "bars", *scene.bars, range::kSceneBars);
    if (scene.metre)
        check(faults, {at, "metre"}, *scene.metre);
    faults.whole(at, "color", scene.color, range::kColor);
}

void check(FaultList& faults, const Place& at, const Metre& metre)
{
    if (!range::kBeats.has(metre.beats) || metre.unit > 32 || !std::has_single_bit(unsigned {metre.unit}))
        faults.add(at,
            fmt::format("is {}/{}; allowed are 1 to 32 beats of 1/1, 1/2, 1/4, 1/8, 1/16 or 1/32",
                metre.beats, metre.unit));
}

void check(FaultList& faults, const Place& at, const Swing& swing)
{
    faults.real(at, "percent", swing.percent, range::kSwing);
    if (swing.interval != Tick {kPpqn / 8} && swing.interval != kSixteenth
        && swing.interval != Tick {kPpqn / 2})
        faults.add({at, "interval"}, "is not one of 1/8, 1/16 and 1/32");
}

void check(FaultList& faults, const Place& at, const Scale& scale)
{
    if (scale.root > 11)
        faults.add({at, "root"}, fmt::format("is {}; allowed are the twelve from C to B", scale.root));
    if ((scale.notes & 1U) == 0 || scale.notes > Scale::kChromatic)
        faults.add({at, "notes"}, "must hold 0, the root, and nothing above 11");
}

void check(FaultList& faults, const Place& at, const Metronome& metronome)
{
    checkDestination(faults, at, metronome.destination);
    faults.whole(at, "countIn", metronome.countInBars, range::kCountIn);
    faults.whole(at, "accent", metronome.accentNote, range::kPitch);
    faults.whole(at, "note", metronome.note, range::kPitch);
    faults.whole(at, "velocity", metronome.velocity, range::kVelocity);
}

void check(FaultList& faults, const Place& at, const PortSetup& port)
{
    faults.name(at, "name", port.name);
    faults.name(at, "match", port.match);
    faults.real(at, "offset", port.offsetMs, range::kPortOffset);
    faults.real(at, "clockOffset", port.clockOffsetMs, range::kPortOffset);
    faults.real(at, "programLead", port.programLeadMs, range::kProgramLead);
}

void check(FaultList& faults, const Place& at, const Groove& groove)
{
    faults.name(at, "name", groove.name);
    if (groove.name.empty())
        faults.add({at, "name"}, "is empty; patterns call a groove by its name");
    if (groove.points.empty())
        faults.add({at, "points"}, "is empty; a groove has 1 to 128");
    if (!faults.count(at, "points", groove.points.size(), kMaxGroovePoints))
        return;
    for (std::size_t i = 0; i < groove.points.size(); ++i) {
        const Place place(at, "points", i);
        if (!range::kGrooveShift.has(groove.points[i].shift))
            faults.add({place, "shift"}, "is out of range; allowed is less than a sixteenth either way");
        faults.real(place, "velocity", groove.points[i].velocity, range::kGrooveVelocity);
        faults.real(place, "gate", groove.points[i].gate, range::kGrooveGate);
    }
}

void check(FaultList& faults, const Place& at, const ScriptRef& script)
{
    faults.longText(at, "path", script.path);
    if (script.path.empty())
        faults.add({at, "path"}, "is empty");
    faults.longText(at, "arguments", script.arguments);
    faults.longText(at, "state", script.state, kMaxStateBytes);
    if (!faults.count(at, "knobs", script.knobs.size(), kMaxKnobs))
        return;
    const Place knobs(at, "knobs");
    for (const auto& [name, value] : script.knobs) {
        faults.name(knobs, name, name);
        if (!std::isfinite(value))
            faults.add({knobs, name}, "is not a finite number");
    }
}

std::vector<SongFault> faultsOf(const Song& song)
{
    FaultList faults;
    const Place root;
    faults.name(root, "name", song.name);
    check(faults, {root, "metre"}, song.metre);
    check(faults, {root, "swing"}, song.swing);
    check(faults, {root, "scale"}, song.scale);
    faults.whole(root, "chance", song.chanceAmount, range::kPercent);
    check(faults, {root, "metronome"}, song.metronome);
    checkAll(faults, "ports", song.ports);
    checkAll(faults, "grooves", song.grooves);
    checkAll(faults, "scenes", song.scenes);
    checkAll(faults, "scripts", song.scripts);
    for (std::size_t i = 0; i < song.arrangement.size(); ++i)
        faults.whole({root, "arrangement", i}, "repeats", song.arrangement[i].repeats, range::kRepeats);
    for (std::size_t i = 0; i < song.tracks.size(); ++i) {
        if (song.tracks[i])
            check(faults, {root, "tracks", i}, *song.tracks[i]);
        else
            faults.add({root, "tracks", i}, "is missing");
    }
    checkReferences(faults, song);
    return faults.take();
}

std::vector<SongFault> referenceFaultsOf(const Song& song)
{
    FaultList faults;
    checkReferences(faults, song);
    return faults.take();
}

std::vector<SongFault> faultsOf(const Step& step)
{
    return faultsOfPart(step);
}
std::vector<SongFault> faultsOf(const Pattern& pattern)
{
    return faultsOfPart(pattern);
}
std::vector<SongFault> faultsOf(const Track& track)
{
    return faultsOfPart(track);
}
std::vector<SongFault> faultsOf(const Scene& scene)
{
    return faultsOfPart(scene);
}
std::vector<SongFault> faultsOf(const Metre& metre)
{
    return faultsOfPart(metre);
}
std::vector<SongFault> faultsOf(const Swing& swing)
{
    return faultsOfPart(swing);
}
std::vector<SongFault> faultsOf(const Scale& scale)
{
    return faultsOfPart(scale);
}
std::vector<SongFault> faultsOf(const Metronome& metronome)
{
    return faultsOfPart(metronome);
}
std::vector<SongFault> faultsOf(const PortSetup& port)
{
    return faultsOfPart(port);
}
std::vector<SongFault> faultsOf(const Groove& groove)
{
    return faultsOfPart(groove);
}
std::vector<SongFault> faultsOf(const ScriptRef& script)
{
    return faultsOfPart(script);
}

}  // namespace clave

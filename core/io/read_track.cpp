#include "core/io/song_reading.hpp"

#include <fmt/format.h>

namespace clave {
namespace {
std::int16_t readSlot(Reading& reading, const JsonNode& node)
{
    if (node.kind == JsonKind::Null)
        return Scene::kStop;
    if (node.kind == JsonKind::Text && node.text == kKeepWord)
        return Scene::kKeep;
    constexpr Range kSlots {1, kMaxSlots};
    if (node.kind == JsonKind::Whole)
        return static_cast<std::int16_t>(reading.whole(node, kSlots).value_or(0) - 1);
    reading.notAllowed(node, fmt::format("1 to {}, \"keep\" and null (stop)", kMaxSlots));
    return Scene::kStop;
}
}  // namespace

void readDestination(Fields& fields, Destination& destination)
{
    fields.text("port", destination.port);
    int channel = destination.channel.as1to16();
    fields.whole("channel", range::kChannel, channel);
    destination.channel = Channel::from1to16(channel);
}

Track readTrack(Reading& reading, const JsonNode& node)
{
    Track track;
    Fields fields(reading, node);
    fields.whole("id", {1, UINT32_MAX}, track.id);
    fields.text("name", track.name);
    readDestination(fields, track.destination);
    fields.whole("transpose", range::kTranspose, track.transpose);
    fields.whole("transposeAfter", range::kTranspose, track.transposeAfter);
    fields.flag("scaleLock", track.scaleLock);
    fields.flag("mute", track.mute);
    fields.flag("solo", track.solo);
    fields.word("muteStyle", kMuteStyleWords, track.muteStyle);
    fields.flag("editLock", track.editLock);
    fields.whole("velocityScale", range::kVelocityScale, track.velocityScale);
    fields.whole("color", range::kColor, track.color);
    if (const JsonNode* const patterns = fields.get("patterns")) {
        reading.list(*patterns, kMaxSlots, [&](const JsonNode& item) {
            track.slots.push_back(item.kind == JsonKind::Null
                    ? nullptr
                    : std::make_shared<const Pattern>(readPattern(reading, item)));
        });
    }
    fields.done();
    return track;
}

Scene readScene(Reading& reading, const JsonNode& node)
{
    Scene scene;
    Fields fields(reading, node);
    fields.text("name", scene.name);
    if (const JsonNode* const slots = fields.get("slots"))
        reading.list(*slots, kMaxTracks,
            [&](const JsonNode& item) { scene.slots.push_back(readSlot(reading, item)); });
    if (const JsonNode* const bars = fields.get("bars"))
        scene.bars = static_cast<std::uint16_t>(reading.whole(*bars, range::kSceneBars).value_or(1));
    if (const JsonNode* const metre = fields.get("metre"))
        readMetre(reading, *metre, scene.metre.emplace());
    if (const JsonNode* const tempo = fields.get("tempo"))
        scene.tempo = Tempo::clampedBpm(reading.real(*tempo, range::kTempo).value_or(120.0));
    fields.word("launch", kLaunchWords, scene.launchAt);
    fields.whole("color", range::kColor, scene.color);
    fields.done();
    return scene;
}

}  // namespace clave

#include "controllers/device/profile_file.hpp"

#include "controllers/device/byte_pattern.hpp"
#include "controllers/device/profile_reading.hpp"
#include "controllers/device/profile_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

namespace clave {
namespace {
constexpr Range kSchema {1, 1};
constexpr Range kMilliseconds {0, 10'000};
constexpr RealRange kPacing {0.0, 1000.0};
constexpr std::array<std::string_view, 2> kData {"7bit", "14bit"};
constexpr std::array<std::string_view, 1> kKinds {"device"};
constexpr std::uintmax_t kMostBytes = 1U << 20U;

/// Reads texts under `key` with `parse`; what is none is a fault.
template <typename Value>
std::vector<Value> readAll(TomlFields& fields, std::string_view key, Result<Value> (*parse)(std::string_view))
{
    std::vector<Value> all;
    for (const std::string& text : fields.texts(key)) {
        if (auto value = parse(text))
            all.push_back(std::move(*value));
        else
            fields.fault(key, fmt::format("{}: {}", key, value.error().message));
    }
    return all;
}

template <typename Value>
Value readOne(TomlFields& fields, std::string_view key, Result<Value> (*parse)(std::string_view))
{
    std::vector<Value> all = readAll(fields, key, parse);
    if (all.size() > 1)
        fields.fault(key, fmt::format("{} is one text, no list", key));
    return all.empty() ? Value {} : std::move(all.front());
}

void readHead(Profile& profile, TomlFields& file)
{
    if (!file.has("schema"))
        file.fault("schema must be given: schema = 1");
    (void)file.whole("schema", kSchema);
    (void)file.word("kind", kKinds);
    profile.id = file.needed("id");
    profile.name = file.needed("name");
    if (!std::ranges::all_of(
            profile.id, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }))
        file.fault("id", fmt::format("id is \"{}\"; write small letters, digits and _", profile.id));
    if (const auto word = file.word("confidence", kConfidenceWords))
        profile.confidence = static_cast<Profile::Confidence>(*word);
    profile.sources = file.texts("sources");
    profile.usage = file.texts("usage");
    profile.isOsc = file.flag("osc");
}

void readMatch(Profile& profile, TomlFields& file)
{
    const toml::table* const table = file.table("match");
    if (table == nullptr)
        return;
    TomlFields match(*table, "[match]", file.faults());
    profile.ports = match.texts("ports");
    profile.identity = readOne(match, "identity", parseBytePattern);
    if (const toml::table* const probe = match.table("probe")) {
        TomlFields its(*probe, "probe", file.faults());
        if (!its.has("send") || !its.has("reply"))
            its.fault("probe needs send and reply");
        profile.probe = readOne(its, "send", parseMidiMessage);
        profile.probeReply = readOne(its, "reply", parseBytePattern);
        its.done();
    }
    match.done();
}

void readTake(Profile& profile, TomlFields& file)
{
    const toml::table* const table = file.table("take");
    if (table == nullptr)
        return;
    TomlFields take(*table, "[take]", file.faults());
    profile.take = readAll(take, "send", parseMidiMessage);
    profile.release = readAll(take, "release", parseMidiMessage);
    profile.repaintOn = readAll(take, "repaint_on", parseBytePattern);
    profile.pauseOn = readAll(take, "pause_on", parseBytePattern);
    profile.settleMs = static_cast<std::uint32_t>(take.whole("settle_ms", kMilliseconds).value_or(0));
    take.done();
}

void readQuirks(Profile& profile, TomlFields& file)
{
    const toml::table* const table = file.table("quirks");
    if (table == nullptr)
        return;
    TomlFields quirks(*table, "[quirks]", file.faults());
    profile.pacingMs = quirks.real("pacing_ms", kPacing).value_or(0.0);
    profile.resendAfterRelease = quirks.flag("resend_after_release");
    quirks.done();
}

void readNrpn(Profile& profile, TomlFields& file)
{
    const toml::table* const table = file.table("nrpn");
    if (table == nullptr)
        return;
    TomlFields nrpn(*table, "[nrpn]", file.faults());
    if (const auto data = nrpn.word("data", kData))
        profile.nrpn7bit = *data == 0;
    if (const auto within = nrpn.whole("complete_within_ms", kMilliseconds))
        profile.completeWithinMs = static_cast<std::uint32_t>(*within);
    nrpn.done();
}

Profile read(std::string_view text, const std::string& file, TomlFaults& faults)
{
    Profile profile;
    profile.file = file;
    const auto table = parseToml(text, file, faults);
    if (!table)
        return profile;
    TomlFields fields(*table, "", faults);
    ProfileReading reading {profile, faults, {}, {}};
    readHead(profile, fields);
    readMatch(profile, fields);
    readTake(profile, fields);
    readQuirks(profile, fields);
    readNrpn(profile, fields);
    readLights(reading, fields);
    readControls(reading, fields);
    fields.done();
    if (faults.isEmpty())
        checkControls(reading);
    const auto isNrpn = [](const Address& address) { return address.kind == SurfaceEvent::Kind::Nrpn; };
    profile.hasNrpn = std::ranges::any_of(profile.controls, isNrpn, &Control::in);
    profile.lightsByNrpn = std::ranges::any_of(profile.controls,
        [&](const Control& control) { return control.dialect >= 0 && isNrpn(control.out); });
    return profile;
}
}  // namespace

Result<Profile> parseProfile(std::string_view text, const std::string& file)
{
    TomlFaults faults(file);
    Profile profile = read(text, file, faults);
    if (!faults.isEmpty())
        return fail(faults.summary());
    return profile;
}

Result<Profile> loadProfile(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    std::string text;
    for (char c = 0; text.size() <= kMostBytes && in.get(c);)
        text.push_back(c);
    if (!in.eof() && text.size() <= kMostBytes)
        return fail(fmt::format("{} cannot be read: {}.", path, std::strerror(errno)));
    if (text.size() > kMostBytes)
        return fail(fmt::format("{} is larger than any device file; 1 MiB is allowed.", path));
    return parseProfile(text, path);
}

std::vector<std::string> profileFaults(std::string_view text, const std::string& file)
{
    TomlFaults faults(file);
    (void)read(text, file, faults);
    return faults.sentences();
}

}  // namespace clave

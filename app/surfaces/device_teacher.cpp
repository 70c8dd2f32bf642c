#include "app/surfaces/device_teacher.hpp"

#include "core/io/durable_file.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>
#include <utility>

namespace clave {
namespace {
constexpr int kUsualSide = 8;

MapPtr ownMap(const Profile& profile, const MapPtr& map)
{
    auto own = std::make_shared<Map>(map != nullptr ? *map : Map {});
    own->id = DeviceTeacher::ownMapId(profile);
    if (map == nullptr || map->id != own->id)
        own->name = "My " + profile.name;
    own->use = {profile.id};
    return own;
}

Result<void> write(const std::string& folder, const std::string& name, const std::string& text)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        return fail(fmt::format("\"{}\" cannot be made: {}.", folder, error.message()));
    return saveDurably((std::filesystem::path(folder) / name).string(), text);
}
}  // namespace

std::string DeviceTeacher::ownMapId(const Profile& profile)
{
    return profile.id + "_own";
}

DeviceTeacher::DeviceTeacher(ProfilePtr profile, MapPtr map, OwnFiles files)
    : files_(std::move(files))
    , session_(profile, ownMap(*profile, map))
    , rows_(profile->rows > 0 ? profile->rows : kUsualSide)
    , cols_(profile->cols > 0 ? profile->cols : kUsualSide)
{
    for (const Control& control : profile->controls) {
        if (control.bits14 && control.in.kind == SurfaceEvent::Kind::Cc)
            stream_.declarePair(control.in.channel, static_cast<std::uint8_t>(control.in.number));
    }
}

void DeviceTeacher::hear(std::span<const std::uint8_t> bytes, TimePoint time)
{
    stream_.feed(bytes, time, [this](const SurfaceEvent& event) { session_.hear(event); });
}

std::optional<std::string> DeviceTeacher::obey(const LearnAsk& ask, TimePoint now)
{
    using What = LearnAsk::What;
    trouble_.clear();
    switch (ask.what) {
    case What::Listen:
        session_.arm(ask.goal, now);
        break;
    case What::Choose:
        session_.choose(ask.candidate);
        break;
    case What::Take:
    case What::TakeBoth:
        if (session_.accept(ask.what == What::Take ? LearnSession::Keep::Replace : LearnSession::Keep::Both))
            ++taken_;
        else if (trouble_ = session_.conflict(); trouble_.empty())
            trouble_ = "Nothing was learned yet: choose what it is to do, then touch the control.";
        break;
    case What::TakeGrid:
        if (session_.acceptGrid(rows_, cols_))
            ++taken_;
        else
            trouble_ =
                "These are not two corners of a grid: learn its first step on the upper left pad, and its "
                "last on the lower right.";
        break;
    case What::Undo:
        if (taken_ > 0 && session_.undo())
            --taken_;
        break;
    case What::Save:
        return save();
    case What::Stop:
        session_.cancel();
        break;
    }
    return std::nullopt;
}

std::optional<std::string> DeviceTeacher::save()
{
    if (taken_ == 0)
        return std::nullopt;
    // The device first: the map names its controls.
    if (const auto device = session_.profileText(); !device.empty()) {
        if (const auto done = write(files_.devices, session_.profile().id + ".toml", device); !done) {
            trouble_ = done.error().message;
            return std::nullopt;
        }
    }
    std::string id = session_.map().id;
    if (const auto done = write(files_.maps, id + ".map.toml", session_.mapText()); !done) {
        trouble_ = done.error().message;
        return std::nullopt;
    }
    taken_ = 0;
    return id;
}

LearnView DeviceTeacher::view() const
{
    LearnView view;
    view.on = true;
    view.target = session_.isArmed() ? session_.target().title : std::string {};
    view.heard = session_.heard();
    view.advice = session_.advice();
    view.isDone = session_.isDone();
    view.conflict = session_.conflict();
    view.candidates = session_.candidates();
    view.proposal = session_.gridProposal(rows_, cols_);
    view.taken = taken_;
    view.trouble = trouble_;
    return view;
}

}  // namespace clave

#include "controllers/device/profile_words.hpp"
#include "controllers/device/toml_string.hpp"
#include "controllers/surface/learn_session.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>
#include <vector>

namespace clave {
namespace {
using Kind = SurfaceEvent::Kind;

bool isAlike(const Control& a, const Control& b)
{
    return a.kind == b.kind && a.group == b.group && a.in.kind == b.in.kind && a.in.channel == b.in.channel
        && a.relative == b.relative && a.bits14 == b.bits14 && a.velocity == b.velocity
        && a.toggles == b.toggles && (a.in.kind == Kind::NoteOn || a.in.kind == Kind::Cc)
        && a.kind != Control::Kind::Pad;
}

std::string_view tableOf(const Control& control)
{
    switch (control.kind) {
    case Control::Kind::Encoder:
        return "encoder";
    case Control::Kind::Fader:
        return "fader";
    case Control::Kind::Pad:
        return "grid";
    case Control::Kind::Button:
    case Control::Kind::Light:
        break;
    }
    return "strip";
}

void writeAddress(std::string& out, std::span<const Control> run)
{
    const Address& first = run[0].in;
    std::vector<int> numbers;
    for (const Control& control : run)
        numbers.push_back(control.in.number);
    const std::string list = fmt::format("[{}]", fmt::join(numbers, ", "));
    if (first.kind == Kind::NoteOn)
        out += "notes = " + list + "\n";
    else if (first.kind == Kind::Cc)
        out += "ccs = " + list + "\n";
    else if (first.kind == Kind::Nrpn)
        out += fmt::format("nrpn = \"{}:{}\"\n", first.number / 128, first.number % 128);
    else if (first.kind == Kind::Bend)
        out += "bend = true\n";
    out += first.channel == 0 ? "channel = \"any\"\n" : fmt::format("channel = {}\n", first.channel);
}

void writeFlags(std::string& out, const Control& control)
{
    if (control.velocity)
        out += "velocity = true\n";
    if (control.toggles)
        out += "toggles = true\n";
    if (control.bits14)
        out += "bits = 14\n";
    if (control.relative != Relative::Absolute)
        out += fmt::format(
            "relative = {}\n", tomlString(kRelativeWords[static_cast<std::size_t>(control.relative)]));
}

/// All pads are one grid: of any other kind there are strips.
void writePads(std::string& out, const Profile& profile)
{
    std::vector<Control> pads;
    std::ranges::copy_if(profile.controls, std::back_inserter(pads),
        [](const Control& control) { return control.kind == Control::Kind::Pad; });
    if (pads.empty())
        return;
    std::ranges::sort(pads, {}, &Control::index);
    out += fmt::format("\n[[grid]]\nrows = {}\ncols = {}\n", profile.rows, profile.cols);
    writeAddress(out, pads);
    writeFlags(out, pads[0]);
}
}  // namespace

std::string learnedProfileText(const Profile& profile)
{
    std::string out = fmt::format(
        "# Learned by touching.\nschema = 1\nkind = \"device\"\nid = {}\nname = {}\nconfidence = \"seen\"\n",
        tomlString(profile.id), tomlString(profile.name));
    std::string ports;
    for (const std::string& port : profile.ports)
        ports += (ports.empty() ? "" : ", ") + tomlString(port);
    if (!ports.empty())
        out += "\n[match]\nports = [" + ports + "]\n";
    if (profile.hasNrpn)
        out += fmt::format("\n[nrpn]\ndata = \"{}\"\n", profile.nrpn7bit ? "7bit" : "14bit");
    writePads(out, profile);
    for (std::size_t begin = 0; begin < profile.controls.size();) {
        const Control& first = profile.controls[begin];
        std::size_t end = begin + 1;
        while (end < profile.controls.size() && isAlike(first, profile.controls[end]))
            ++end;
        const auto run = std::span(profile.controls).subspan(begin, end - begin);
        begin = end;
        if (first.kind == Control::Kind::Pad || first.kind == Control::Kind::Light)
            continue;
        const std::string_view table = tableOf(first);
        out += fmt::format("\n[[{}]]\ngroup = {}\ncount = {}\n", table, tomlString(first.group), run.size());
        writeAddress(out, run);
        writeFlags(out, first);
    }
    return out;
}

}  // namespace clave

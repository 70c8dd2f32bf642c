#include "app/ports/open_byte_port.hpp"
#include "core/time/reference_time.hpp"

#include "tests/app/ports/jack_device.hpp"
#include "tests/app/ports/jack_server.hpp"
#include "tests/support/skip.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <vector>

using namespace clave;
using namespace clave::test;

namespace {
using namespace std::chrono_literals;
using Bytes = std::vector<unsigned char>;

/// Another machine with pads and lights: a JACK client with a port each way.
struct Pads {
    JackSource pads {"Boxy", "pads"};
    JackListener lights {"Boxy in", "lights"};
};

Bytes sysExOf(std::size_t size)
{
    Bytes bytes {0xF0};
    for (std::size_t i = 0; i + 2 < size; ++i)
        bytes.push_back(static_cast<unsigned char>(i % 128));
    bytes.push_back(0xF7);
    return bytes;
}

/// All bytes that have come, in a row.
struct Heard {
    bool has(std::size_t count)
    {
        ByteChunk chunk;
        while (port.tryPop(chunk)) {
            bytes.insert(bytes.end(), chunk.span().begin(), chunk.span().end());
            last = chunk.time;
        }
        return bytes.size() >= count;
    }
    BytePort& port;
    Bytes bytes {};
    TimePoint last {};
};
}  // namespace

TEST_SUITE("app/ports/byte_port")
{
    TEST_CASE_TEMPLATE(
        "bytes of a device come as they are, wake who waits, and whole messages reach its lights", Way,
        Native, ThroughRtMidi)
    {
        test::JackServer server;
        if (!server.trouble().empty())
            return test::skip(server.trouble().c_str());
        Pads pads;
        const auto bell = std::make_shared<Bell>();
        const auto opened = openBytePort(Way::api, "Boxy:pads", "Boxy in:lights", bell);
        REQUIRE_MESSAGE(opened.has_value(), (opened ? "" : opened.error().message));
        BytePort& port = **opened;
        REQUIRE(within(2s, [&] { return port.presence() != 0; }));

        const TimePoint before = referenceTime().now();
        const auto sysEx = sysExOf(300);
        Bytes all {0x90, 0x51, 0x60};
        pads.pads.send(all);
        pads.pads.send(sysEx);
        pads.pads.send({0xF8});
        all.insert(all.end(), sysEx.begin(), sysEx.end());
        all.push_back(0xF8);
        CHECK(bell->waitFor(2s));
        Heard heard {port};
        REQUIRE(within(2s, [&] { return heard.has(all.size()); }));
        CHECK(heard.bytes == all);
        CHECK(heard.last > before - 20ms);
        CHECK(port.report().received == all.size());

        const std::vector<Bytes> lights {{0x90, 0x51, 0x15}, sysExOf(538), {0xB1, 0x59, 0x05}};
        for (const auto& message : lights)
            CHECK(port.send(message));
        CHECK(within(2s, [&] { return pads.lights.heard().size() >= lights.size(); }));
        CHECK(pads.lights.heard() == lights);
        CHECK(!port.send(sysExOf(BytePort::kLongest + 1)));
    }

    TEST_CASE_TEMPLATE(
        "a device that goes is not there, and is there anew when it is back", Way, Native, ThroughRtMidi)
    {
        test::JackServer server;
        if (!server.trouble().empty())
            return test::skip(server.trouble().c_str());
        auto pads = std::make_unique<Pads>();
        const auto opened = openBytePort(Way::api, "Boxy:pads", "Boxy in:lights", std::make_shared<Bell>());
        REQUIRE_MESSAGE(opened.has_value(), (opened ? "" : opened.error().message));
        BytePort& port = **opened;
        REQUIRE(within(2s, [&] { return port.presence() != 0; }));
        const auto first = port.presence();
        pads.reset();
        CHECK(within(1s, [&] { return port.presence() == 0; }));
        CHECK(within(1s, [&] { return !port.report().trouble.empty(); }));
        pads = std::make_unique<Pads>();
        REQUIRE(within(3s, [&] { return port.presence() != 0; }));
        CHECK(port.presence() != first);
        CHECK(
            within(1s, [&] { return port.send(Bytes {0x90, 0x51, 0x15}) && !pads->lights.heard().empty(); }));
        pads->pads.send({0x90, 0x51, 0x60});
        Heard heard {port};
        CHECK(within(2s, [&] { return heard.has(3); }));
    }
}

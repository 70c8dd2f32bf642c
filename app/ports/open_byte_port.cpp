#include "app/ports/open_byte_port.hpp"

#include "app/ports/jack/jack_byte_port.hpp"
#include "app/ports/rtmidi/rtmidi_byte_port.hpp"

#include <utility>

namespace clave {
namespace {
template <typename Port>
Result<std::unique_ptr<BytePort>> asBytePort(Result<std::unique_ptr<Port>> port)
{
    if (!port)
        return fail(port.error().message);
    return std::unique_ptr<BytePort> {std::move(*port)};
}
}  // namespace

Result<std::unique_ptr<BytePort>> openBytePort(
    MidiApi api, const std::string& input, const std::string& output, std::shared_ptr<Bell> bell)
{
    return api == MidiApi::Jack ? asBytePort(JackBytePort::open(input, output, std::move(bell)))
                                : asBytePort(RtMidiBytePort::open(api, input, output, std::move(bell)));
}

}  // namespace clave

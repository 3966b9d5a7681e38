"""antoan messages: the texts we send with their length, and the configuration of a Kannel for this installation."""

from typing import Annotated

import typer

from antoan.entrypoints.cli.prepare import load_settings

app = typer.Typer(no_args_is_help=True, help="The texts we send, and the gateway they leave by.")


@app.command()
def templates(
    with_marks: Annotated[bool, typer.Option("--marks", help="As the city pays for diacritics.")] = False,
) -> None:
    """Show every text: what it is for, its alphabet, and how many letters and parts the network counts."""
    load_settings()
    from antoan.domains.messaging.lengths import lengths

    print(f"{'template':<28} {'for':<7} {'in':<3} {'alphabet':<8} {'letters':>7} {'parts':>5}  text")
    for one in lengths(with_marks=with_marks):
        counted = f"{one.alphabet.value:<8} {one.letters:>7} {one.parts:>5}"
        print(f"{one.key:<28} {one.kind.value:<7} {one.language.value:<3} {counted}  {one.text}")


@app.command()
def kannel(
    store: Annotated[
        str, typer.Option(help="Folder in which Kannel keeps what it accepted.")
    ] = "/var/spool/kannel/store",
) -> None:
    """Print kannel.conf for this installation, with its secrets. ANTOAN_SMS says where Kannel listens."""
    load_settings()
    from django.conf import settings

    from antoan.domains.messaging.doors import incoming_url
    from antoan.domains.messaging.errors import GatewayUnusable
    from antoan.domains.messaging.gateways.address import read_address
    from antoan.domains.messaging.gateways.kannel_configuration import kannel_configuration

    address = read_address(settings.SMS_GATEWAY)
    if address.kind != "kannel":
        raise GatewayUnusable("Set ANTOAN_SMS to the address at which Kannel will listen, kannel://…, first.")
    text = kannel_configuration(
        address,
        incoming_url=incoming_url(),
        admin_password=settings.KEYS.derived_secret("kannel admin"),
        store=store,
    )
    print(text, end="")
